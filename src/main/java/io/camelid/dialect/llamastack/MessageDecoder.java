package io.camelid.dialect.llamastack;

import io.camelid.dialect.Fields;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import java.util.List;

/** Reads a message. Source: Llama Stack, {@code Message}. */
final class MessageDecoder {

    private MessageDecoder() {}

    static Message decode(Fields in) {
        return switch (in.requiredText("role")) {
            case "system" -> new Message.System(ContentDecoder.decode(in, "content"));
            case "user" ->
                new Message.User(ContentDecoder.decode(in, "content"), ContentDecoder.decodeOptional(in, "context"));
            case "assistant" -> assistant(in);
            case "tool" -> new Message.ToolResponse(in.requiredText("call_id"), ContentDecoder.decode(in, "content"));
            default -> throw in.wrong("role", "must be 'system', 'user', 'assistant' or 'tool'.");
        };
    }

    /** The role goes without saying in an answer. */
    static Message.Assistant assistant(Fields in) {
        in.text("role");
        StopReason reason = Words.readStopReason(in, "stop_reason");
        if (reason == null) {
            throw in.wrong("stop_reason", "is missing.");
        }
        return new Message.Assistant(
                ContentDecoder.decode(in, "content"),
                reason,
                in.objects("tool_calls").stream().map(ToolCallDecoder::decode).toList(),
                List.of());
    }
}
