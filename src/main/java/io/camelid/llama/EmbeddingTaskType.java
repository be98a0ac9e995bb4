package io.camelid.llama;

/** What the numbers are for. Source: Llama Stack, {@code apis/inference}, {@code EmbeddingTaskType}. */
public enum EmbeddingTaskType {
    /** To search with. */
    QUERY,
    /** To be found. */
    DOCUMENT
}
