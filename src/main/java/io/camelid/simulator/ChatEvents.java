package io.camelid.simulator;

import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.ResponseSink;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolCallPart;
import io.camelid.llama.Usage;
import java.io.IOException;
import java.util.List;

/** Pushes the events of one streamed turn. Single use. */
final class ChatEvents {

    private final Pace pace;
    private final ResponseSink<ChatCompletionResponseStreamChunk> sink;

    ChatEvents(Pace pace, ResponseSink<ChatCompletionResponseStreamChunk> sink) {
        this.pace = pace;
        this.sink = sink;
    }

    void push(Answer answer, List<TokenLogProbs> logprobs, Usage usage) throws IOException {
        push(new Start());
        switch (answer) {
            case Answer.Text(var tokens, var stopReason) -> pushText(tokens, logprobs);
            case Answer.Call(var call, var tokens) -> pushCall(call, tokens);
        }
        pace.end(answer.tokens().size());
        sink.accept(new ChatCompletionResponseStreamChunk(new Complete(answer.stopReason()), usage.metrics()));
    }

    private void pushText(List<String> tokens, List<TokenLogProbs> logprobs) throws IOException {
        for (int i = 0; i < tokens.size(); i++) {
            pace.beforeToken(i);
            push(new Progress(new ContentDelta.Text(tokens.get(i)), Simulator.at(logprobs, i), null));
        }
    }

    /** The name first, then the arguments piece by piece, at last the whole. */
    private void pushCall(ToolCall call, List<String> tokens) throws IOException {
        push(new Progress(new ContentDelta.ToolCallStarted()));
        pushPart(call, "");
        for (int i = 0; i < tokens.size(); i++) {
            pace.beforeToken(i);
            pushPart(call, tokens.get(i));
        }
        push(new Progress(new ContentDelta.ToolCallSucceeded(call)));
    }

    private void pushPart(ToolCall call, String arguments) throws IOException {
        ToolCallPart part = new ToolCallPart(0, call.callId(), call.toolName().value(), arguments);
        push(new Progress(new ContentDelta.ToolCallInProgress(arguments, part)));
    }

    private void push(ChatCompletionResponseEvent event) throws IOException {
        sink.accept(new ChatCompletionResponseStreamChunk(event));
    }
}
