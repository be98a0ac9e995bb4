package io.camelid.llama;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text's continuation. Source: Llama Stack, {@code apis/inference}, {@code CompletionResponseStreamChunk}.
 *
 * @param stopReason null in all but the last, which has an empty delta
 * @param logprobs one for each token of the delta; empty where nobody asked
 * @param metrics the cost, in the last; see {@link Usage}
 */
public record CompletionResponseStreamChunk(
        String delta, @Nullable StopReason stopReason, List<TokenLogProbs> logprobs, List<Metric> metrics) {

    public CompletionResponseStreamChunk {
        logprobs = List.copyOf(logprobs);
        metrics = List.copyOf(metrics);
    }

    public static CompletionResponseStreamChunk text(String delta, List<TokenLogProbs> logprobs) {
        return new CompletionResponseStreamChunk(delta, null, logprobs, List.of());
    }

    public static CompletionResponseStreamChunk end(StopReason reason, List<Metric> metrics) {
        return new CompletionResponseStreamChunk("", reason, List.of(), metrics);
    }
}
