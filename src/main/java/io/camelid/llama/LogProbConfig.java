package io.camelid.llama;

/**
 * Asks for logprobs. Source: Llama Stack, {@code apis/inference}, {@code LogProbConfig}.
 *
 * @param topK how many alternatives at each place; 0 for the drawn token alone
 */
public record LogProbConfig(int topK) {}
