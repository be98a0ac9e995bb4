package io.camelid.llama;

import java.util.List;

/**
 * The next turn of a conversation. Source: Llama Stack, {@code apis/inference}, {@code ChatCompletionResponse}.
 *
 * @param logprobs one for each token of the answer; empty where nobody asked
 * @param metrics the cost, see {@link Usage}; empty where unknown
 */
public record ChatCompletionResponse(
        Message.Assistant completionMessage, List<TokenLogProbs> logprobs, List<Metric> metrics) {

    public ChatCompletionResponse {
        logprobs = List.copyOf(logprobs);
        metrics = List.copyOf(metrics);
    }
}
