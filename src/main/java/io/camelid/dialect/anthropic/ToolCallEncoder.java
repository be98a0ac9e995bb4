package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Arguments;
import io.camelid.dialect.Json;
import io.camelid.llama.ToolCall;

/**
 * Writes a call of the model's. Source: Anthropic, {@code ToolUseBlockParam}. The wire takes objects only: what a model once
 * wrote instead of one travels as the one member of one.
 */
final class ToolCallEncoder {

    private ToolCallEncoder() {}

    static ObjectNode encode(ToolCall call) {
        ObjectNode block = Json.MAPPER
                .createObjectNode()
                .put("type", "tool_use")
                .put("id", CallIds.encode(call.callId()))
                .put("name", call.toolName().value());
        JsonNode arguments = Arguments.tree(call);
        block.set(
                "input",
                arguments.isObject()
                        ? arguments
                        : Json.MAPPER.createObjectNode().set("arguments", arguments));
        return block;
    }
}
