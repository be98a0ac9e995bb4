package io.camelid.llama;

import java.util.List;

/**
 * How an answer is drawn. Source: Llama Stack, {@code models/llama/datatypes}, {@code SamplingParams}.
 *
 * @param maxTokens tokens of the answer at most; 0 means not set
 * @param repetitionPenalty 1.0 is neutral; it is no OpenAI frequency penalty
 * @param stop texts that end the answer, none where empty
 */
public record SamplingParams(SamplingStrategy strategy, int maxTokens, double repetitionPenalty, List<String> stop) {

    /** Llama Stack's own default: greedy. An OpenAI request that says nothing is not. */
    public static final SamplingParams DEFAULT = new SamplingParams(new SamplingStrategy.Greedy(), 0, 1.0, List.of());

    public SamplingParams {
        if (maxTokens < 0) {
            throw new IllegalArgumentException("max_tokens must not be negative, but is " + maxTokens);
        }
        stop = List.copyOf(stop);
    }
}
