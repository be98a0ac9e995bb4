package io.camelid.llama;

/** Why an answer ended. Source: Llama Stack, {@code models/llama/datatypes}, {@code StopReason}. */
public enum StopReason {
    END_OF_TURN,
    /** The answer is partial: the model waits, mostly for a tool. */
    END_OF_MESSAGE,
    OUT_OF_TOKENS,
    /** Extension: the provider withheld the rest. Llama Stack's wire form is {@code end_of_turn}. */
    CONTENT_FILTERED
}
