package io.camelid.llama;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How likely the tokens at one place of the answer were. Source: Llama Stack, {@code apis/inference},
 * {@code TokenLogProbs}.
 *
 * @param logprobsByToken natural logarithms by token, the likeliest first where the provider said so
 * @param token extension: the token that was drawn, one of the keys; null where the provider did not say
 */
public record TokenLogProbs(
        Map<String, Double> logprobsByToken, @Nullable String token) {

    public TokenLogProbs {
        logprobsByToken = Values.ordered(logprobsByToken);
    }

    /** Only the drawn token is known. */
    public static TokenLogProbs of(String token, double logprob) {
        return new TokenLogProbs(Map.of(token, logprob), token);
    }
}
