package io.camelid.llama;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Extension: what callers of other dialects ask for and Llama Stack's requests have no place for. Null or empty where the
 * caller said nothing. An encoder that can't carry one reports it.
 *
 * <p>Source: OpenAI, {@code /chat/completions} and {@code /completions}; the names are OpenAI's.
 *
 * @param frequencyPenalty -2 to 2, 0 is neutral; as {@code presencePenalty}
 * @param logitBias -100 to 100, by token id
 * @param user who asks, for the provider's own records
 * @param parallelToolCalls whether one answer may hold several calls
 * @param reasoningEffort how long to think, in OpenAI's words: {@code none}, {@code minimal}, {@code low}, {@code medium},
 *     {@code high} …; an open list
 */
public record RequestExtensions(
        @Nullable Long seed,
        @Nullable Double frequencyPenalty,
        @Nullable Double presencePenalty,
        Map<String, Double> logitBias,
        @Nullable String user,
        @Nullable Boolean parallelToolCalls,
        @Nullable String reasoningEffort) {

    public static final RequestExtensions NONE = new RequestExtensions(null, null, null, Map.of(), null, null, null);

    public RequestExtensions {
        logitBias = Values.ordered(logitBias);
    }

    /** The penalties that are not neutral, by their names. */
    public List<String> penalties() {
        List<String> names = new ArrayList<>(2);
        if (frequencyPenalty != null && frequencyPenalty != 0) {
            names.add("frequency_penalty");
        }
        if (presencePenalty != null && presencePenalty != 0) {
            names.add("presence_penalty");
        }
        return names;
    }
}
