package io.camelid.dialect.openai;

import java.util.BitSet;

/** Which choices of a stream were begun, and which of them were finished. */
final class ProxiedChoices {

    /** OpenAI's highest n, for each of as many prompts in one request. */
    private static final int MAX_INDEX = 128 * 128;

    /** Stands for an index that no choice can have. */
    static final int UNKNOWN = -1;

    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();
    private boolean beyondBooks;

    void seen(int index, boolean finish) {
        if (index < 0 || index >= MAX_INDEX) {
            beyondBooks = true; // no longer known, so never claimed to be finished
            return;
        }
        begun.set(index);
        if (finish) {
            finished.set(index);
        }
    }

    /** Whether there was a choice, and none is open. */
    boolean allFinished() {
        return !beyondBooks && !begun.isEmpty() && begun.equals(finished);
    }
}
