package io.camelid.dialect.prompt;

import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseSink;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.io.IOException;
import java.util.List;

/**
 * Finds the calls in the text of an answer, for a server that hands on what a Llama model writes. An answer that has calls
 * of its own, or calls what nobody offered, stays as it is.
 *
 * <p>Source: Llama Stack, {@code process_chat_completion_response}. Lossy: the text around a call, of a whole answer; see
 * {@link AssistantText}.
 */
public final class WrittenCalls {

    private WrittenCalls() {}

    /** @param tools what the model was offered; without any, text is text */
    public static ChatCompletionResponse read(ChatCompletionResponse answer, List<ToolDefinition> tools) {
        Message.Assistant said = answer.completionMessage();
        List<ToolCall> calls = said.toolCalls().isEmpty() ? find(said.content().asText(), tools) : List.of();
        if (calls.isEmpty()) {
            return answer;
        }
        Message.Assistant called =
                new Message.Assistant(InterleavedContent.EMPTY, said.stopReason(), calls, said.reasoning());
        return new ChatCompletionResponse(called, answer.logprobs(), answer.metrics());
    }

    /** The same of a stream: its text goes on as it comes, and the calls in it are told before its end. */
    public static ResponseStream<ChatCompletionResponseStreamChunk> read(
            ResponseStream<ChatCompletionResponseStreamChunk> answer, List<ToolDefinition> tools) {
        return tools.isEmpty() ? answer : sink -> answer.pushTo(new Reader(tools, sink));
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
        private final StringBuilder text = new StringBuilder();
        private boolean called;

        Reader(List<ToolDefinition> tools, ResponseSink<ChatCompletionResponseStreamChunk> sink) {
            this.tools = tools;
            this.sink = sink;
        }

        @Override
        public void accept(ChatCompletionResponseStreamChunk chunk) throws IOException {
            if (chunk.event() instanceof Progress(var delta, var logprobs, var reason)) {
                called |= delta instanceof ContentDelta.ToolCallSucceeded;
                text.append(delta instanceof ContentDelta.Text(var piece) ? piece : "");
            }
            if (chunk.event() instanceof Complete && !called) {
                for (ToolCall call : find(text.toString(), tools)) {
                    sink.accept(new ChatCompletionResponseStreamChunk(
                            new Progress(new ContentDelta.ToolCallSucceeded(call))));
                }
            }
            sink.accept(chunk);
        }
    }
}
