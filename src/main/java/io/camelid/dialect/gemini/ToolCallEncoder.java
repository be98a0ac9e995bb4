package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Arguments;
import io.camelid.dialect.Json;
import io.camelid.llama.ToolCall;

/** Writes a call; its signature stands beside it. Source: Gemini API v1beta, {@code FunctionCall}. */
final class ToolCallEncoder {

    private ToolCallEncoder() {}

    static ObjectNode encode(ToolCall call) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", call.callId())
                .put("name", call.toolName().value());
        json.set("args", arguments(call));
        return json;
    }

    /** An object is all there may be; what a model wrote instead of one travels under a name of ours. */
    private static JsonNode arguments(ToolCall call) {
        JsonNode arguments = Arguments.tree(call);
        return arguments.isObject() ? arguments : Json.MAPPER.createObjectNode().set("arguments", arguments);
    }
}
