package io.camelid.dialect.openai;

import io.camelid.llama.TokenLogProbs;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place of an answer as OpenAI tells it: the token drawn, and the likeliest ones. */
record DrawnToken(String token, double logprob, List<Map.Entry<String, Double>> likeliest) {

    /** OpenAI's own word for "practically never"; JSON has no infinity. */
    private static final double NEVER = -9999.0;

    /**
     * Null where nothing is known of the place. Where the provider did not say which token was drawn, the likeliest is
     * taken for it.
     *
     * @param alternatives how many of the likeliest
     */
    static @Nullable DrawnToken of(TokenLogProbs place, int alternatives) {
        List<Map.Entry<String, Double>> sorted = place.logprobsByToken().entrySet().stream()
                .map(it -> Map.entry(it.getKey(), finite(it.getValue())))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        if (sorted.isEmpty()) {
            return null;
        }
        String token = place.token() == null ? sorted.get(0).getKey() : place.token();
        double logprob = finite(place.logprobsByToken().getOrDefault(token, NEVER));
        return new DrawnToken(token, logprob, sorted.subList(0, Math.min(alternatives, sorted.size())));
    }

    private static double finite(double logprob) {
        return Double.isFinite(logprob) ? logprob : NEVER;
    }
}
