package io.camelid.dialect.gemini;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a model takes, which depends on its generation.
 *
 * @param alwaysThinks whether it can't do without, and says so with an error
 * @param jsonBesideTools whether one request may offer tools and ask for JSON
 * @param signedCalls whether it wants the signatures of its calls back
 */
record ModelTraits(Thinking thinking, boolean alwaysThinks, boolean jsonBesideTools, boolean signedCalls) {

    /** How a model is told to think. */
    enum Thinking {
        /** Not at all: to be asked for thought is an error. */
        NEVER,
        /** So many tokens. */
        BUDGET,
        /** So hard. */
        LEVEL
    }

    /** @param words as {@code provider-types.yaml} has them */
    static ModelTraits of(Map<String, String> words) {
        return new ModelTraits(
                Thinking.valueOf(word(words, "thinking").toUpperCase(Locale.ROOT)),
                word(words, "always_thinks").equals("true"),
                word(words, "json_beside_tools").equals("true"),
                word(words, "signed_calls").equals("true"));
    }

    private static String word(Map<String, String> words, String trait) {
        return Objects.requireNonNull(words.get(trait), trait);
    }
}
