package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ToolResponse;

/** Writes what a tool answered. Source: Llama Stack, {@code ToolResponse}. Lossy: cache marks have no place. */
final class ToolResponseEncoder {

    private ToolResponseEncoder() {}

    static ObjectNode encode(ToolResponse response) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("call_id", response.callId())
                .put("tool_name", response.toolName().value());
        json.set("content", ContentEncoder.encode(response.content(), "content"));
        json.set("metadata", Json.MAPPER.valueToTree(response.metadata()));
        return json;
    }
}
