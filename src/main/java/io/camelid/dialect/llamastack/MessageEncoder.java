package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a message. Source: Llama Stack, {@code Message}. Lossy: thoughts and a tool's failure have no place. */
final class MessageEncoder {

    private MessageEncoder() {}

    static ObjectNode encode(Message message) {
        return switch (message) {
            case Message.System(var content) -> said("system", content);
            case Message.User(var content, var context) -> user(content, context);
            case Message.Assistant(var content, var reason, var calls, var reasoning) ->
                assistant(content, reason, calls);
            case Message.ToolResponse(var callId, var content, var error) ->
                said("tool", content).put("call_id", callId);
        };
    }

    private static ObjectNode said(String role, InterleavedContent content) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("role", role);
        json.set("content", ContentEncoder.encode(content));
        return json;
    }

    private static ObjectNode user(InterleavedContent content, @Nullable InterleavedContent context) {
        ObjectNode json = said("user", content);
        if (context != null) {
            json.set("context", ContentEncoder.encode(context));
        }
        return json;
    }

    private static ObjectNode assistant(InterleavedContent content, StopReason reason, List<ToolCall> calls) {
        ObjectNode json = said("assistant", content).put("stop_reason", Words.write(reason));
        ArrayNode list = json.putArray("tool_calls");
        calls.forEach(call -> list.add(ToolCallEncoder.encode(call)));
        return json;
    }
}
