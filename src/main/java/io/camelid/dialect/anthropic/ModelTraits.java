package io.camelid.dialect.anthropic;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model takes, read off its name: the API is one, yet which parameters it refuses depends on the model's generation.
 *
 * <p>Source: Anthropic, "Models overview", "Extended thinking", "Adaptive thinking", "Structured outputs" and each
 * model's "What's new". A Claude of no known generation counts as one of the newest; any other name is a server's of another maker, to
 * which only what every generation knew is said.
 *
 * @param maxTokens what an answer may have for a request that does not say: the model's most, or 64,000 of more; Units:
 *     tokens
 * @param outputFormat whether answers can be held to a schema, and calls to their tool's
 */
record ModelTraits(int maxTokens, Thinking thinking, Sampling sampling, boolean outputFormat) {

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

    private static final Pattern NAME =
            Pattern.compile("claude-(?:([a-z]+)-)?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)", Pattern.CASE_INSENSITIVE);

    private static final Set<String> ALWAYS_THINKING = Set.of("fable", "mythos");

    private static final ModelTraits NEWEST = new ModelTraits(64_000, Thinking.ADAPTIVE_ALWAYS, Sampling.NEITHER, true);

    private static final ModelTraits OTHER = new ModelTraits(8_192, Thinking.BUDGET, Sampling.BOTH, false);

    static ModelTraits of(String model) {
        Matcher name = NAME.matcher(model);
        if (!name.find()) {
            return model.contains("claude") ? NEWEST : OTHER;
        }
        String family = name.group(1) == null ? "" : name.group(1).toLowerCase(Locale.ROOT);
        int minor = name.group(3) == null ? 0 : Integer.parseInt(name.group(3));
        return ALWAYS_THINKING.contains(family)
                ? NEWEST
                : of(family.equals("opus"), Integer.parseInt(name.group(2)) * 100 + minor);
    }

    /** Whether it takes an order to call a tool. */
    boolean isForceable() {
        return thinking != Thinking.ADAPTIVE_ALWAYS;
    }

    /** @param generation 405 for 4.5 */
    private static ModelTraits of(boolean opus, int generation) {
        if (generation < 305) {
            return new ModelTraits(4_096, Thinking.NEVER, Sampling.BOTH, false);
        }
        if (generation < 307) {
            return new ModelTraits(8_192, Thinking.NEVER, Sampling.BOTH, false);
        }
        if (generation < 405) {
            int maxTokens = opus ? 32_000 : 64_000;
            return new ModelTraits(maxTokens, Thinking.BUDGET, generation < 401 ? Sampling.BOTH : Sampling.ONE, false);
        }
        if (generation < 406) {
            return new ModelTraits(64_000, Thinking.BUDGET, Sampling.ONE, true);
        }
        if (generation < 407) {
            return new ModelTraits(64_000, Thinking.ADAPTIVE, Sampling.ONE, true);
        }
        if (generation < 500) {
            return new ModelTraits(64_000, Thinking.ADAPTIVE_HIDDEN, Sampling.NEITHER, true);
        }
        return generation == 500 ? new ModelTraits(64_000, Thinking.ADAPTIVE_DEFAULT, Sampling.NEITHER, true) : NEWEST;
    }
}
