package io.camelid.translation;

import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Metric;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** What a streamed turn tells in all, in whichever pieces it comes. */
record ToldTurn(
        String text,
        List<TokenLogProbs> logprobs,
        List<ToolCall> calls,
        List<StopReason> reasons,
        List<Metric> metrics) {

    static ToldTurn of(List<ChatCompletionResponseStreamChunk> events) {
        StringBuilder text = new StringBuilder();
        List<TokenLogProbs> logprobs = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        List<StopReason> reasons = new ArrayList<>();
        List<Metric> metrics = new ArrayList<>();
        for (ChatCompletionResponseStreamChunk chunk : events) {
            metrics.addAll(chunk.metrics());
            switch (chunk.event()) {
                case Start() -> {}
                case Complete(var reason) -> reasons.add(reason);
                case Progress(ContentDelta.Text(var piece), var places, var reason) -> {
                    text.append(piece);
                    logprobs.addAll(places);
                }
                case Progress(ContentDelta.ToolCallSucceeded(var call), var places, var reason) -> calls.add(call);
                case Progress(var delta, var places, var reason) -> {}
            }
        }
        return new ToldTurn(text.toString(), logprobs, calls, reasons, metrics);
    }
}
