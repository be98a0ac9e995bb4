package io.camelid.dialect.prompt;

import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Metric;
import io.camelid.llama.ResponseSink;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One stream that a Llama model writes: its text goes on as it comes, up to the first end marker, and the calls in it are told
 * before its end. What follows the python tag is a call from the start. Single use, not thread-safe.
 *
 * <p>Source: Llama Stack, {@code process_chat_completion_stream_response}.
 */
final class WrittenStream implements ResponseSink<ChatCompletionResponseStreamChunk> {

    private static final String HEADER = Markers.header("assistant");

    private final List<ToolDefinition> tools;
    private final ResponseSink<ChatCompletionResponseStreamChunk> sink;
    private final TurnText turn = new TurnText();
    private final StringBuilder text = new StringBuilder();
    /** What may be the beginning of a header, or of the tag. */
    private final List<TurnText.Piece> opening = new ArrayList<>();

    private boolean headed;
    private boolean begun;
    private boolean calling;
    private boolean called;

    /** @param tagged whether a tag counts also where no tool was offered */
    WrittenStream(List<ToolDefinition> tools, boolean tagged, ResponseSink<ChatCompletionResponseStreamChunk> sink) {
        this.tools = tools;
        this.sink = sink;
        this.begun = tools.isEmpty() && !tagged;
    }

    @Override
    public void accept(ChatCompletionResponseStreamChunk chunk) throws IOException {
        switch (chunk.event()) {
            case Progress(ContentDelta.Text(var piece), var logprobs, var reason) -> {
                written(turn.add(new TurnText.Piece(piece, logprobs)), reason);
                if (!chunk.metrics().isEmpty()) {
                    send(new ContentDelta.Text(""), List.of(), null, chunk.metrics());
                }
            }
            case Complete(var told) -> {
                written(turn.end(), null);
                release(null);
                StopReason reason = turn.reason(told);
                result(reason);
                sink.accept(new ChatCompletionResponseStreamChunk(new Complete(reason), chunk.metrics()));
            }
            default -> {
                called |= chunk.event() instanceof Progress progress
                        && progress.delta() instanceof ContentDelta.ToolCallSucceeded;
                release(null);
                sink.accept(chunk);
            }
        }
    }

    private void written(List<TurnText.Piece> pieces, @Nullable StopReason reason) throws IOException {
        for (TurnText.Piece piece : pieces) {
            opening.add(piece);
            if (begun || !mayBeTag()) {
                begun = true;
                release(reason);
            }
        }
    }

    /** Whether the text so far is less than the tag; where it is the tag, the call is announced and its piece not shown. */
    private boolean mayBeTag() throws IOException {
        if (!headed && mayBeHeader()) {
            return true;
        }
        String start = opened();
        String bare = AssistantText.withoutLeadingBlanks(start);
        if (!bare.startsWith(Markers.PYTHON_TAG)) {
            return Markers.PYTHON_TAG.startsWith(bare);
        }
        calling = true;
        text.append(start);
        opening.clear();
        send(new ContentDelta.ToolCallStarted(), List.of(), null, List.of());
        return false;
    }

    /** Whether the text so far is less than a header, which is none of the answer's; a whole one goes. */
    private boolean mayBeHeader() {
        String bare = AssistantText.withoutLeadingBlanks(opened());
        if (bare.length() < HEADER.length() && HEADER.startsWith(bare)) {
            return true;
        }
        headed = true;
        if (bare.startsWith(HEADER)) {
            List<TokenLogProbs> logprobs =
                    opening.stream().flatMap(it -> it.logprobs().stream()).toList();
            opening.clear();
            opening.add(new TurnText.Piece(bare.substring(HEADER.length()), logprobs));
        }
        return false;
    }

    private String opened() {
        return opening.stream().map(TurnText.Piece::text).collect(Collectors.joining());
    }

    private void release(@Nullable StopReason reason) throws IOException {
        for (TurnText.Piece piece : List.copyOf(opening)) {
            text.append(tools.isEmpty() && !calling ? "" : piece.text());
            ContentDelta delta = calling
                    ? new ContentDelta.ToolCallInProgress(piece.text(), null)
                    : new ContentDelta.Text(piece.text());
            send(delta, piece.logprobs(), reason, List.of());
        }
        opening.clear();
    }

    private void result(StopReason reason) throws IOException {
        if (called || text.isEmpty()) {
            return;
        }
        List<ToolCall> calls =
                AssistantText.decode(text.toString(), reason, tools).toolCalls();
        if (!WrittenCalls.areOffered(calls, tools)) {
            send(new ContentDelta.ToolCallFailed(text.toString()), List.of(), reason, List.of());
            return;
        }
        for (ToolCall call : calls) {
            send(new ContentDelta.ToolCallSucceeded(call), List.of(), reason, List.of());
        }
    }

    private void send(
            ContentDelta delta, List<TokenLogProbs> logprobs, @Nullable StopReason reason, List<Metric> metrics)
            throws IOException {
        sink.accept(new ChatCompletionResponseStreamChunk(new Progress(delta, logprobs, reason), metrics));
    }
}
