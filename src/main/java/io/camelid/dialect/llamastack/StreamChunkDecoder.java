package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.dialect.JsonText;
import io.camelid.dialect.Trivia;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Metric;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a streamed answer.
 *
 * <p>Source: Llama Stack, {@code ChatCompletionResponseStreamChunk}, {@code CompletionResponseStreamChunk}. Throws:
 * {@link ProviderException} where the event is an error, or something else. An event that does two things at once, like a
 * last text that also completes, becomes two.
 */
public final class StreamChunkDecoder {

    private StreamChunkDecoder() {}

    /** For one who does not ask what was lost. */
    public static List<ChatCompletionResponseStreamChunk> decodeChat(JsonNode body) {
        return decodeChat(body, new AnswerLosses());
    }

    static List<ChatCompletionResponseStreamChunk> decodeChat(JsonNode body, AnswerLosses losses) {
        Fields in = answer(body);
        List<ChatCompletionResponseStreamChunk> chunks = chunks(in, losses);
        losses.unread(in, Trivia.NONE);
        return chunks;
    }

    private static List<ChatCompletionResponseStreamChunk> chunks(Fields in, AnswerLosses losses) {
        Fields event = in.requiredObject("event");
        ContentDelta delta = delta(event.requiredObject("delta"));
        StopReason reason = Words.readStopReason(event, "stop_reason");
        List<TokenLogProbs> logprobs = MeasuresDecoder.logprobs(event);
        List<Metric> metrics = MeasuresDecoder.metrics(in, losses);
        Progress progress = delta == null ? null : new Progress(delta, logprobs, reason);
        place(event, progress, losses);
        return switch (event.requiredText("event_type")) {
            case "start" -> chunks(new Start(), progress, metrics);
            case "progress" -> progress == null ? nothing(in) : chunks(progress, null, metrics);
            // upstream forgets the reason of some endings; the end itself is sure
            case "complete" ->
                progress == null
                        ? chunks(new Complete(orEndOfTurn(reason)), null, metrics)
                        : chunks(progress, new Complete(orEndOfTurn(reason)), metrics);
            default -> throw event.wrong("event_type", "must be 'start', 'progress' or 'complete'.");
        };
    }

    /** For one who does not ask what was lost. */
    public static CompletionResponseStreamChunk decodeCompletion(JsonNode body) {
        return decodeCompletion(body, new AnswerLosses());
    }

    static CompletionResponseStreamChunk decodeCompletion(JsonNode body, AnswerLosses losses) {
        Fields in = answer(body);
        CompletionResponseStreamChunk chunk = new CompletionResponseStreamChunk(
                in.requiredText("delta"),
                Words.readStopReason(in, "stop_reason"),
                MeasuresDecoder.logprobs(in),
                MeasuresDecoder.metrics(in, losses));
        losses.unread(in, Trivia.NONE);
        return chunk;
    }

    /** Where the parts stand that not every client's format has. */
    private static void place(Fields event, @Nullable Progress progress, AnswerLosses losses) {
        if (progress == null) {
            // of no token that anybody sees
            event.leave(event.has("logprobs"), "logprobs");
            return;
        }
        switch (progress.delta()) {
            case ContentDelta.Text text -> losses.place(AnswerPart.TEXT_BESIDE_CALL, event, "delta.text");
            case ContentDelta.Image image -> losses.place(AnswerPart.IMAGE, event, "delta.image");
            default -> {
                losses.place(AnswerPart.CALL, event, "delta.tool_call");
                losses.place(AnswerPart.CALL_LOGPROBS, event, "logprobs");
            }
        }
    }

    private static List<ChatCompletionResponseStreamChunk> nothing(Fields in) {
        in.leave(in.has("metrics"), "metrics");
        return List.of();
    }

    /** Errors come as an event, for the status line is already sent. */
    private static Fields answer(JsonNode body) {
        if (StreamErrors.isError(body)) {
            throw StreamErrors.read(body);
        }
        return Fields.ofEvent(body);
    }

    /** Null for an empty text, which says nothing. */
    private static @Nullable ContentDelta delta(Fields in) {
        return switch (in.requiredText("type")) {
            case "text" -> {
                String text = in.requiredText("text");
                yield text.isEmpty() ? null : new ContentDelta.Text(text);
            }
            case "image" -> new ContentDelta.Image(in.requiredText("image"));
            case "tool_call" -> call(in);
            default -> throw in.wrong("type", "must be 'text', 'image' or 'tool_call'.");
        };
    }

    private static ContentDelta call(Fields in) {
        return switch (in.requiredText("parse_status")) {
            case "started" -> new ContentDelta.ToolCallStarted();
            case "in_progress" -> new ContentDelta.ToolCallInProgress(callText(in));
            case "failed" -> new ContentDelta.ToolCallFailed(callText(in));
            case "succeeded" ->
                new ContentDelta.ToolCallSucceeded(ToolCallDecoder.decode(in.requiredObject("tool_call")));
            default -> throw in.wrong("parse_status", "must be 'started', 'in_progress', 'failed' or 'succeeded'.");
        };
    }

    /** Mostly the model's own text; of a call that is told as an object, its name and arguments as far as they have come. */
    private static String callText(Fields in) {
        JsonNode value = in.node("tool_call");
        if (value == null || !value.isObject()) {
            return in.requiredText("tool_call");
        }
        Fields call = in.requiredObject("tool_call");
        String name = call.text("tool_name");
        String json = call.text("arguments_json");
        JsonNode arguments = call.node("arguments");
        call.text("call_id"); // what has failed is never answered
        return (name == null ? "" : name) + "(" + (json == null ? spelled(arguments) : json) + ")";
    }

    private static String spelled(@Nullable JsonNode arguments) {
        if (arguments == null) {
            return "";
        }
        return JsonText.encodable(arguments.isTextual() ? arguments.textValue() : arguments.toString());
    }

    private static List<ChatCompletionResponseStreamChunk> chunks(
            ChatCompletionResponseEvent first, @Nullable ChatCompletionResponseEvent second, List<Metric> metrics) {
        return second == null
                ? List.of(new ChatCompletionResponseStreamChunk(first, metrics))
                : List.of(
                        new ChatCompletionResponseStreamChunk(first),
                        new ChatCompletionResponseStreamChunk(second, metrics));
    }

    private static StopReason orEndOfTurn(@Nullable StopReason reason) {
        return reason == null ? StopReason.END_OF_TURN : reason;
    }
}
