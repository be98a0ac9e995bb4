package io.camelid.llama;

import java.util.List;

/**
 * A text's continuation. Source: Llama Stack, {@code apis/inference}, {@code CompletionResponse}.
 *
 * @param logprobs one for each token of the answer; empty where nobody asked
 * @param metrics the cost, see {@link Usage}; empty where unknown
 */
public record CompletionResponse(
        String content, StopReason stopReason, List<TokenLogProbs> logprobs, List<Metric> metrics) {

    public CompletionResponse {
        logprobs = List.copyOf(logprobs);
        metrics = List.copyOf(metrics);
    }
}
