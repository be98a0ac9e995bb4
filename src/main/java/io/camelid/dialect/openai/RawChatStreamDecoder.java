package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.dialect.prompt.AssistantText;
import io.camelid.dialect.prompt.Markers;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stream of a server that hands on what a Llama model writes, calls in the text among it. Single use, not
 * thread-safe.
 *
 * <p>Source: Llama Stack, {@code process_chat_completion_stream_response}. Throws: {@link io.camelid.error.ProviderException}
 * where a chunk is an error or something else. Lossy: choices after the first.
 */
public final class RawChatStreamDecoder {

    private final List<ToolDefinition> tools;
    private final StreamEvents events = new StreamEvents();
    private final StringBuilder written = new StringBuilder();
    private @Nullable StopReason reason;
    private boolean calling;
    private boolean complete;

    /** @param tools what the model was offered: other calls in its text are text */
    public RawChatStreamDecoder(List<ToolDefinition> tools) {
        this.tools = List.copyOf(tools);
    }

    public List<ChatCompletionResponseStreamChunk> decode(JsonNode body) {
        Fields chunk = Answers.open(body);
        events.begin();
        events.usage(chunk);
        Fields choice = Answers.chunkChoice(chunk);
        if (choice != null && !complete) {
            choice(choice);
        }
        return events.take();
    }

    /** Whether the server has said why the answer ended: a stream that stops before was cut off. */
    public boolean isComplete() {
        return reason != null;
    }

    /** To be called where the server ended the stream in order. */
    public List<ChatCompletionResponseStreamChunk> end() {
        events.begin();
        StopReason last = reason == null ? StopReason.END_OF_TURN : reason;
        List<ToolCall> calls =
                AssistantText.decode(written.toString(), last, tools).toolCalls();
        if (calls.isEmpty() && calling) {
            events.progress(new ContentDelta.ToolCallFailed(""), null, last);
        }
        // text that only looks like a call was shown as text already, and nobody offered tools
        if (calling || !tools.isEmpty()) {
            calls.forEach(call -> events.progress(result(call), null, last));
        }
        events.complete(last);
        return events.take();
    }

    private void choice(Fields choice) {
        String text = AnswerText.of(choice);
        Markers.Stripped piece = Markers.strip(text);
        if (!piece.text().isEmpty()) {
            written.append(piece.text());
            show(piece.text(), choice);
        }
        reason(piece.reason(), choice.text("finish_reason"));
    }

    /** The marker is the model's own word, and comes before the server's. */
    private void reason(@Nullable StopReason marker, @Nullable String finishReason) {
        if (marker != null) {
            reason = marker;
        }
        if (finishReason != null) {
            complete = true;
            reason = reason == null ? FinishReasons.decode(finishReason) : reason;
        }
    }

    private void show(String text, Fields choice) {
        if (!calling && text.startsWith(Markers.PYTHON_TAG)) {
            calling = true;
            events.progress(new ContentDelta.ToolCallStarted(), null, reason);
            return;
        }
        ContentDelta delta = calling ? new ContentDelta.ToolCallInProgress(text) : new ContentDelta.Text(text);
        events.progress(delta, LogprobsDecoder.decode(choice, text), reason);
    }

    private ContentDelta result(ToolCall call) {
        return RawChatResponseDecoder.isOffered(call, tools)
                ? new ContentDelta.ToolCallSucceeded(call)
                : new ContentDelta.ToolCallFailed(written.toString());
    }
}
