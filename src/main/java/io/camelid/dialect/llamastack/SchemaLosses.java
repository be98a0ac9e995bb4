package io.camelid.dialect.llamastack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of the JSON Schema of a tool's parameters the outline of them can't say: Llama Stack knows a parameter's type,
 * description and default, and whether it is required.
 */
final class SchemaLosses {

    private static final Set<String> OUTLINED = Set.of("type", "properties", "required");
    private static final Set<String> OUTLINED_OF_PARAMETER = Set.of("type", "description", "default");

    private SchemaLosses() {}

    static List<String> of(Map<String, ?> schema, String path) {
        List<String> paths = new ArrayList<>();
        schema.keySet().stream()
                .filter(key -> !OUTLINED.contains(key))
                .map(key -> path + "." + key)
                .forEach(paths::add);
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> given ? given : Map.of();
        if (schema.get("required") instanceof List<?> required
                && !properties.keySet().containsAll(required)) {
            paths.add(path + ".required");
        }
        properties.forEach((name, property) -> {
            if (property instanceof Map<?, ?> parameter) {
                parameter(parameter, path + ".properties." + name, paths);
            } else {
                paths.add(path + ".properties." + name); // true or false, for any value or none
            }
        });
        return paths;
    }

    private static void parameter(Map<?, ?> parameter, String path, List<String> paths) {
        parameter.forEach((key, value) -> {
            // of several types one is told
            if (!OUTLINED_OF_PARAMETER.contains(String.valueOf(key)) || (key.equals("type") && value instanceof List)) {
                paths.add(path + "." + key);
            }
        });
    }
}
