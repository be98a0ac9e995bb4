package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.CacheMark;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolParamDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tool's definition.
 *
 * <p>Source: OpenAI, {@code ChatCompletionTool}. The outline of the parameters is what Llama Stack knows; the whole schema
 * travels beside it, so nothing of it is lost to those who can use it.
 */
final class ToolDecoder {

    private ToolDecoder() {}

    static ToolDefinition decode(Fields tool) {
        String type = tool.text("type");
        if (type != null && !type.equals("function")) {
            throw tool.wrong("type", "must be 'function': only functions can be called here.");
        }
        return function(tool.requiredObject("function"), CacheMarks.decode(tool));
    }

    /** A function's definition without the envelope, as {@code functions[]} had it. */
    static ToolDefinition function(Fields function) {
        return function(function, null);
    }

    /** @param mark what stands beside the function; clients put it there or inside */
    private static ToolDefinition function(Fields function, @Nullable CacheMark mark) {
        String name = function.requiredText("name");
        if (name.isEmpty()) {
            throw function.wrong("name", "must not be empty.");
        }
        Map<String, @Nullable Object> schema = function.plain("parameters");
        return new ToolDefinition(
                ToolName.function(name),
                function.text("description"),
                schema == null ? Map.of() : outline(schema),
                schema,
                function.bool("strict"),
                mark == null ? CacheMarks.decode(function) : mark);
    }

    /** Lossy: nesting, enums and bounds stay in the schema; a parameter without a type counts as a string. */
    private static Map<String, ToolParamDefinition> outline(Map<String, @Nullable Object> schema) {
        Map<String, ToolParamDefinition> parameters = new LinkedHashMap<>();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach(
                    (name, property) -> parameters.put((String) name, parameter(property, required(schema, name))));
        }
        return parameters;
    }

    private static ToolParamDefinition parameter(@Nullable Object property, boolean required) {
        if (!(property instanceof Map<?, ?> map)) {
            return new ToolParamDefinition("string", null, required, null);
        }
        String description = map.get("description") instanceof String text ? text : null;
        return new ToolParamDefinition(type(map.get("type")), description, required, map.get("default"));
    }

    private static boolean required(Map<String, @Nullable Object> schema, Object name) {
        return schema.get("required") instanceof List<?> names && names.contains(name);
    }

    /** A list of types is mostly a type that may be null: the first that is not. */
    private static String type(@Nullable Object type) {
        return switch (type) {
            case String word -> word;
            case List<?> words ->
                words.stream()
                        .filter(word -> word instanceof String && !word.equals("null"))
                        .findFirst()
                        .map(String.class::cast)
                        .orElse("string");
            case null, default -> "string";
        };
    }
}
