package io.camelid.dialect.gemini;

import io.camelid.dialect.ModelTable.Traits;

/**
 * What a model takes, which depends on its generation.
 *
 * @param alwaysThinks whether it can't do without, and says so with an error
 * @param jsonBesideTools whether one request may offer tools and ask for JSON
 * @param signedCalls whether it wants the signatures of its calls back
 * @param penalties whether it takes any for what was said before
 */
record ModelTraits(
        Thinking thinking, boolean alwaysThinks, boolean jsonBesideTools, boolean signedCalls, boolean penalties) {

    /** How a model is told to think. */
    enum Thinking {
        /** Not at all: to be asked for thought is an error. */
        NEVER,
        /** So many tokens. */
        BUDGET,
        /** So hard. */
        LEVEL
    }

    static ModelTraits of(Traits traits) {
        return new ModelTraits(
                traits.word("thinking", Thinking.class),
                traits.flag("always_thinks"),
                traits.flag("json_beside_tools"),
                traits.flag("signed_calls"),
                traits.flag("penalties"));
    }
}
