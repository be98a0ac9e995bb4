package io.camelid.dialect.gemini;

import java.util.regex.Pattern;

/**
 * What a model can do, as far as its name tells; a name that tells nothing is taken for one of the newest. Source: Gemini
 * API, "Thinking", "Thought signatures" and "Structured output".
 */
enum Generation {
    /** Up to 2.0, and Gemma: asking for thought is an error. */
    UNTHINKING,
    /** 2.5: thinks within a budget of tokens; calls tools or writes JSON, but not both in one request. */
    BUDGETED,
    /** 3 and later: thinks at a level; wants the signatures of its calls back. */
    LEVELLED;

    private static final Pattern UNTHINKING_NAME = Pattern.compile("(.*/)?(gemini-(1|2\\.0)|gemma-).*");
    private static final Pattern BUDGETED_NAME = Pattern.compile("(.*/)?gemini-2\\..*");

    static Generation of(String model) {
        if (UNTHINKING_NAME.matcher(model).matches()) {
            return UNTHINKING;
        }
        return BUDGETED_NAME.matcher(model).matches() ? BUDGETED : LEVELLED;
    }
}
