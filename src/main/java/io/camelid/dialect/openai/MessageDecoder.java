package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads {@code messages[]}. Single use: it pairs deprecated function results, which have no call id, with the call before.
 *
 * <p>Source: OpenAI, {@code ChatCompletionRequestMessage}; see {@link ReasoningDetails}.
 */
final class MessageDecoder {

    private int legacyCalls;

    List<Message> decode(List<Fields> messages) {
        return messages.stream().map(this::decode).toList();
    }

    private Message decode(Fields in) {
        return switch (in.requiredText("role")) {
            case "system", "developer" -> new Message.System(required(in, ContentDecoder.text(in)));
            case "user" -> new Message.User(required(in, ContentDecoder.media(in)));
            case "assistant" -> assistant(in);
            case "tool" -> new Message.ToolResponse(in.requiredText("tool_call_id"), ContentDecoder.text(in));
            case "function" -> functionResult(in);
            default ->
                throw in.wrong("role", "must be 'system', 'developer', 'user', 'assistant', 'tool' or 'function'.");
        };
    }

    private static InterleavedContent required(Fields in, InterleavedContent content) {
        if (!in.has("content")) {
            throw in.wrong("content", "is missing.");
        }
        return content;
    }

    /** Why it once stopped is not told: it had its say. */
    private Message assistant(Fields in) {
        List<ToolCall> calls = new ArrayList<>();
        in.objects("tool_calls").forEach(call -> calls.add(ToolCallDecoder.decodeHistory(call)));
        Fields legacy = in.object("function_call");
        if (legacy != null) {
            legacyCalls++;
            calls.add(ToolCallDecoder.function(legacyCallId(), legacy, null));
        }
        return new Message.Assistant(withRefusal(in), StopReason.END_OF_TURN, calls, ReasoningDetails.decode(in));
    }

    /** A refusal was what the model said: without it the next turn would not know. */
    private static InterleavedContent withRefusal(Fields in) {
        InterleavedContent content = ContentDecoder.text(in);
        String refusal = in.text("refusal");
        if (refusal == null) {
            return content;
        }
        return switch (content) {
            case InterleavedContent.Text(var text) -> InterleavedContent.of(text + refusal);
            case InterleavedContent.Items(var items) ->
                new InterleavedContent.Items(Stream.concat(items.stream(), Stream.of(new ContentItem.Text(refusal)))
                        .toList());
        };
    }

    private Message functionResult(Fields in) {
        in.requiredText("name");
        return new Message.ToolResponse(legacyCallId(), ContentDecoder.text(in));
    }

    private String legacyCallId() {
        return "call_" + legacyCalls;
    }
}
