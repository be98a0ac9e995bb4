package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ResponseFormat;
import java.util.Map;

/**
 * Writes what an answer has to look like. Source: Llama Stack, {@code ResponseFormat}. Lossy: a schema's name, description
 * and strictness have no place.
 */
final class ResponseFormatEncoder {

    private ResponseFormatEncoder() {}

    static ObjectNode encode(ResponseFormat format) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        return switch (format) {
            case ResponseFormat.JsonSchema(var schema, var name, var description, var strict) ->
                typed(json, "json_schema", schema);
            case ResponseFormat.JsonObject() -> typed(json, "json_schema", Map.of("type", "object"));
            case ResponseFormat.Grammar(var bnf) -> {
                json.put("type", "grammar").set("bnf", Json.MAPPER.valueToTree(bnf));
                yield json;
            }
        };
    }

    private static ObjectNode typed(ObjectNode json, String type, Map<String, ?> value) {
        json.put("type", type).set(type, Json.MAPPER.valueToTree(value));
        return json;
    }
}
