package io.camelid.camel;

import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.ResponseSink;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.ToolCall;
import java.io.IOException;

/** The stream of an answer that came whole, for a client that asked for one. */
final class ToldAtOnce {

    private ToldAtOnce() {}

    static ResponseStream<ChatCompletionResponseStreamChunk> chat(ChatCompletionResponse answer) {
        return sink -> {
            sink.accept(new ChatCompletionResponseStreamChunk(new Start()));
            progress(answer, sink);
            sink.accept(new ChatCompletionResponseStreamChunk(
                    new Complete(answer.completionMessage().stopReason()), answer.metrics()));
        };
    }

    static ResponseStream<CompletionResponseStreamChunk> completion(CompletionResponse answer) {
        return sink -> {
            if (!answer.content().isEmpty()) {
                sink.accept(CompletionResponseStreamChunk.text(answer.content(), answer.logprobs()));
            }
            sink.accept(CompletionResponseStreamChunk.end(answer.stopReason(), answer.metrics()));
        };
    }

    private static void progress(ChatCompletionResponse answer, ResponseSink<ChatCompletionResponseStreamChunk> sink)
            throws IOException {
        Message.Assistant said = answer.completionMessage();
        for (Reasoning thought : said.reasoning()) {
            ContentDelta delta =
                    switch (thought) {
                        case Reasoning.Text(var text, var signature) -> new ContentDelta.ReasoningText(text, signature);
                        case Reasoning.Redacted(var data) -> new ContentDelta.ReasoningRedacted(data);
                    };
            push(new Progress(delta), sink);
        }
        String text = said.content().asText();
        if (!text.isEmpty()) {
            push(new Progress(new ContentDelta.Text(text), answer.logprobs(), null), sink);
        }
        for (ToolCall call : said.toolCalls()) {
            push(new Progress(new ContentDelta.ToolCallSucceeded(call)), sink);
        }
    }

    private static void push(Progress event, ResponseSink<ChatCompletionResponseStreamChunk> sink) throws IOException {
        sink.accept(new ChatCompletionResponseStreamChunk(event));
    }
}
