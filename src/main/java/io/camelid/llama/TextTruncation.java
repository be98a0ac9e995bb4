package io.camelid.llama;

/** Where a text that is too long is cut. Source: Llama Stack, {@code apis/inference}, {@code TextTruncation}. */
public enum TextTruncation {
    /** Nowhere: it is an error. */
    NONE,
    START,
    END
}
