package io.camelid.llama;

/**
 * What a caller's system message does to the text that describes the tools. Source: Llama Stack,
 * {@code apis/inference}, {@code SystemMessageBehavior}.
 */
public enum SystemMessageBehavior {
    /** It comes after that text. */
    APPEND,
    /** It takes that text's place and may name where the tools go. */
    REPLACE
}
