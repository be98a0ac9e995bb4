package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a streamed answer; what is null is written out, as Llama Stack does.
 *
 * <p>Source: Llama Stack, {@code ChatCompletionResponseStreamChunk}, {@code CompletionResponseStreamChunk}. Lossy: thoughts
 * have no place, their event gives nothing; which call a piece belongs to has none.
 */
public final class StreamChunkEncoder {

    private StreamChunkEncoder() {}

    /** For one who does not ask what was lost. */
    public static @Nullable ObjectNode encode(ChatCompletionResponseStreamChunk chunk) {
        return encode(chunk, new AnswerLosses());
    }

    /** For one who does not ask what was lost. */
    public static ObjectNode encode(CompletionResponseStreamChunk chunk) {
        return encode(chunk, new AnswerLosses());
    }

    /**
     * Null where the event has no form here.
     *
     * @param losses told what has no place
     */
    public static @Nullable ObjectNode encode(ChatCompletionResponseStreamChunk chunk, AnswerLosses losses) {
        ObjectNode event = encode(chunk.event(), losses);
        if (event == null) {
            return null;
        }
        ObjectNode json = Json.MAPPER.createObjectNode();
        MeasuresEncoder.metrics(json, chunk.metrics());
        json.set("event", event);
        return json;
    }

    /** @param losses told what has no place */
    public static ObjectNode encode(CompletionResponseStreamChunk chunk, AnswerLosses losses) {
        losses.lostIf(chunk.stopReason() == StopReason.CONTENT_FILTERED, AnswerPart.STOP_REASON);
        ObjectNode json = Json.MAPPER.createObjectNode();
        MeasuresEncoder.metrics(json, chunk.metrics());
        json.put("delta", chunk.delta());
        json.put("stop_reason", word(chunk.stopReason()));
        MeasuresEncoder.logprobs(json, chunk.logprobs());
        return json;
    }

    private static @Nullable ObjectNode encode(ChatCompletionResponseEvent event, AnswerLosses losses) {
        return switch (event) {
            case Start() -> event("start", text(""), List.of(), null);
            case Progress(var delta, var logprobs, var reason) -> {
                ObjectNode json = encode(delta, losses);
                yield json == null ? null : event("progress", json, logprobs, reason);
            }
            case Complete(var reason) -> {
                losses.lostIf(reason == StopReason.CONTENT_FILTERED, AnswerPart.STOP_REASON);
                yield event("complete", text(""), List.of(), reason);
            }
        };
    }

    private static ObjectNode event(
            String type, ObjectNode delta, List<TokenLogProbs> logprobs, @Nullable StopReason reason) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("event_type", type);
        json.set("delta", delta);
        MeasuresEncoder.logprobs(json, logprobs);
        return json.put("stop_reason", word(reason));
    }

    private static @Nullable ObjectNode encode(ContentDelta delta, AnswerLosses losses) {
        return switch (delta) {
            case ContentDelta.Text(var text) -> text(text);
            case ContentDelta.Image(var base64) -> typed("image").put("image", base64);
            case ContentDelta.ToolCallStarted() -> call("started").put("tool_call", "");
            case ContentDelta.ToolCallInProgress(var text, var part) ->
                call("in_progress").put("tool_call", text);
            case ContentDelta.ToolCallFailed(var text) -> call("failed").put("tool_call", text);
            case ContentDelta.ToolCallSucceeded(var call) -> {
                losses.lostIf(call.signature() != null, AnswerPart.CALL_SIGNATURE);
                ObjectNode json = call("succeeded");
                json.set("tool_call", ToolCallEncoder.encode(call));
                yield json;
            }
            case ContentDelta.ReasoningText(var text, var signature) -> thought(losses);
            case ContentDelta.ReasoningRedacted(var data) -> thought(losses);
        };
    }

    private static @Nullable ObjectNode thought(AnswerLosses losses) {
        losses.lost(AnswerPart.REASONING);
        return null;
    }

    private static ObjectNode text(String text) {
        return typed("text").put("text", text);
    }

    private static ObjectNode call(String status) {
        return typed("tool_call").put("parse_status", status);
    }

    private static ObjectNode typed(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }

    private static @Nullable String word(@Nullable StopReason reason) {
        return reason == null ? null : Words.write(reason);
    }
}
