package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;

/** Writes a call. Source: Llama Stack, {@code ToolCall}. Lossy: a provider's signature has no place. */
final class ToolCallEncoder {

    private ToolCallEncoder() {}

    static ObjectNode encode(ToolCall call) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("call_id", call.callId());
        json.put("tool_name", call.toolName().value());
        json.set("arguments", arguments(call.arguments()));
        json.put("arguments_json", call.argumentsJson());
        return json;
    }

    private static JsonNode arguments(ToolArguments arguments) {
        return switch (arguments) {
            case ToolArguments.Named(var values) -> Json.MAPPER.valueToTree(values);
            case ToolArguments.Raw(var text) -> TextNode.valueOf(text);
        };
    }
}
