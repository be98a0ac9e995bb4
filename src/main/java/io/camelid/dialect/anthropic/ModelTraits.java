package io.camelid.dialect.anthropic;

import io.camelid.dialect.ModelTable.Traits;

/**
 * What a model takes: the API is one, yet which parameters it refuses depends on the model's generation.
 *
 * @param maxTokens what an answer may have for a request that does not say: the model's most, or 64,000 of more; Units:
 *     tokens
 * @param outputFormat whether answers can be held to a schema, and calls to their tool's
 * @param prefill whether it goes on with a conversation that ends with words of its own
 */
record ModelTraits(int maxTokens, Thinking thinking, Sampling sampling, boolean outputFormat, boolean prefill) {

    /** How a model is told to think. */
    enum Thinking {
        NEVER,
        /** So many tokens. */
        BUDGET,
        /** As hard as an effort says; only where asked. */
        ADAPTIVE,
        /** The same, and it hides its thoughts unless told otherwise. */
        ADAPTIVE_HIDDEN,
        /** The same, and it thinks unless told otherwise. */
        ADAPTIVE_DEFAULT,
        /** The same, and it always thinks; so it can't be made to call a tool. */
        ADAPTIVE_ALWAYS
    }

    /** Which of temperature and {@code top_p} it takes. */
    enum Sampling {
        BOTH,
        ONE,
        NEITHER
    }

    static ModelTraits of(Traits traits) {
        return new ModelTraits(
                traits.number("max_tokens"),
                traits.word("thinking", Thinking.class),
                traits.word("sampling", Sampling.class),
                traits.flag("output_format"),
                traits.flag("prefill"));
    }

    /** Whether it takes an order to call a tool. */
    boolean isForceable() {
        return thinking != Thinking.ADAPTIVE_ALWAYS;
    }
}
