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

    /** @param path the message's in the request */
    static ObjectNode encode(Message message, String path) {
        return switch (message) {
            case Message.System(var content) -> said("system", content, path);
            case Message.User(var content, var context) -> user(content, context, path);
            case Message.Assistant(var content, var reason, var calls, var reasoning) ->
                assistant(content, reason, calls, path);
            case Message.ToolResponse(var callId, var content, var error) ->
                said("tool", content, path).put("call_id", callId);
        };
    }

    private static ObjectNode said(String role, InterleavedContent content, String path) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("role", role);
        json.set("content", ContentEncoder.encode(content, path + ".content"));
        return json;
    }

    private static ObjectNode user(InterleavedContent content, @Nullable InterleavedContent context, String path) {
        ObjectNode json = said("user", content, path);
        if (context != null) {
            json.set("context", ContentEncoder.encode(context, path + ".context"));
        }
        return json;
    }

    private static ObjectNode assistant(
            InterleavedContent content, StopReason reason, List<ToolCall> calls, String path) {
        ObjectNode json = said("assistant", content, path).put("stop_reason", Words.write(reason));
        ArrayNode list = json.putArray("tool_calls");
        calls.forEach(call -> list.add(ToolCallEncoder.encode(call)));
        return json;
    }
}
