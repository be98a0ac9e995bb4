package io.camelid.dialect.prompt;

import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Metric;
import io.camelid.llama.ResponseSink;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of an answer of a server that hands on what a Llama model writes: it ends at its end marker, which says why,
 * and may hold calls. An answer that has calls of its own stays as it is; a call that nobody offered is text.
 *
 * <p>Source: Llama Stack, {@code process_chat_completion_response}. Lossy: what follows an end marker, and the text around a call of a whole answer; see
 * {@link AssistantText}.
 */
public final class WrittenCalls {

    private WrittenCalls() {}

    /** @param tools what the model was offered; without any, text is text */
    public static ChatCompletionResponse read(ChatCompletionResponse answer, List<ToolDefinition> tools) {
        Message.Assistant said = answer.completionMessage();
        if (!said.toolCalls().isEmpty() || said.content().hasMedia()) {
            return answer;
        }
        String text = said.content().asText();
        Markers.End end = Markers.endIn(text);
        String words = end == null ? text : text.substring(0, end.at());
        List<ToolCall> calls = find(words, tools);
        if (calls.isEmpty() && end == null) {
            return answer;
        }
        Message.Assistant turn = new Message.Assistant(
                calls.isEmpty() ? InterleavedContent.of(words) : InterleavedContent.EMPTY,
                end == null ? said.stopReason() : end.reason(),
                calls,
                said.reasoning());
        return new ChatCompletionResponse(turn, answer.logprobs(), answer.metrics());
    }

    /** The same of a stream: its text goes on as it comes, and the calls in it are told before its end. */
    public static ResponseStream<ChatCompletionResponseStreamChunk> read(
            ResponseStream<ChatCompletionResponseStreamChunk> answer, List<ToolDefinition> tools) {
        return sink -> answer.pushTo(new Reader(tools, sink));
    }

    private static List<ToolCall> find(String text, List<ToolDefinition> tools) {
        if (tools.isEmpty()) {
            return List.of();
        }
        List<ToolCall> calls = AssistantText.decode(text, null, tools).toolCalls();
        boolean offered = calls.stream()
                .allMatch(
                        call -> tools.stream().anyMatch(tool -> tool.toolName().equals(call.toolName())));
        return offered ? calls : List.of();
    }

    /** One stream's text so far. Single use, not thread-safe. */
    private static final class Reader implements ResponseSink<ChatCompletionResponseStreamChunk> {

        private final List<ToolDefinition> tools;
        private final ResponseSink<ChatCompletionResponseStreamChunk> sink;
        private final TurnText turn = new TurnText();
        private final StringBuilder text = new StringBuilder();
        private boolean tagged;
        private boolean called;

        Reader(List<ToolDefinition> tools, ResponseSink<ChatCompletionResponseStreamChunk> sink) {
            this.tools = tools;
            this.sink = sink;
        }

        @Override
        public void accept(ChatCompletionResponseStreamChunk chunk) throws IOException {
            switch (chunk.event()) {
                case Progress(ContentDelta.Text(var piece), var logprobs, var reason) ->
                    tell(turn.add(new TurnText.Piece(piece, logprobs)), reason, chunk.metrics());
                case Complete(var reason) -> {
                    tell(turn.end(), null, List.of());
                    tellCalls();
                    sink.accept(
                            new ChatCompletionResponseStreamChunk(new Complete(turn.reason(reason)), chunk.metrics()));
                }
                case Progress(ContentDelta.ToolCallSucceeded call, var logprobs, var reason) -> {
                    called = true;
                    sink.accept(chunk);
                }
                case Progress(var other, var logprobs, var reason) -> sink.accept(chunk);
                case Start() -> sink.accept(chunk);
            }
        }

        private void tell(List<TurnText.Piece> pieces, @Nullable StopReason reason, List<Metric> metrics)
                throws IOException {
            for (TurnText.Piece piece : pieces) {
                begin(piece.text());
                text.append(tools.isEmpty() ? "" : piece.text());
                ContentDelta delta = tagged
                        ? new ContentDelta.ToolCallInProgress(piece.text(), null)
                        : new ContentDelta.Text(piece.text());
                send(new Progress(delta, piece.logprobs(), reason), List.of());
            }
            if (!metrics.isEmpty()) {
                send(new Progress(new ContentDelta.Text("")), metrics);
            }
        }

        /** A model's tag says that a call begins, which is no text. It is one token, and comes whole. */
        private void begin(String piece) throws IOException {
            if (text.isEmpty() && !tools.isEmpty() && piece.startsWith(Markers.PYTHON_TAG)) {
                tagged = true;
                send(new Progress(new ContentDelta.ToolCallStarted()), List.of());
            }
        }

        private void tellCalls() throws IOException {
            List<ToolCall> calls = called ? List.of() : find(text.toString(), tools);
            for (ToolCall call : calls) {
                send(new Progress(new ContentDelta.ToolCallSucceeded(call)), List.of());
            }
            if (tagged && calls.isEmpty()) {
                send(new Progress(new ContentDelta.ToolCallFailed(text.toString())), List.of());
            }
        }

        private void send(Progress event, List<Metric> metrics) throws IOException {
            sink.accept(new ChatCompletionResponseStreamChunk(event, metrics));
        }
    }
}
