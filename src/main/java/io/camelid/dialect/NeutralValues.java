package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Values that say nothing, by parameter: with or without them a request means the same.
 *
 * @param values by path, as {@link RequestRules.Rule} has it; null is one for every parameter
 */
public record NeutralValues(Map<String, List<JsonNode>> values) {

    public NeutralValues {
        values = Map.copyOf(values);
    }

    boolean has(String path, JsonNode value) {
        return value.isNull() || values.getOrDefault(path, List.of()).stream().anyMatch(it -> same(it, value));
    }

    /** Whether all of a parameter's are null, false or empty. */
    boolean areEmpty(String path) {
        return values.getOrDefault(path, List.of()).stream()
                .allMatch(
                        it -> it.isNull() || (it.isContainerNode() ? it.isEmpty() : it.isBoolean() && !it.asBoolean()));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }
}
