package io.camelid.dialect.openai;

import io.camelid.llama.EmbeddingsRequest;

/**
 * An OpenAI embeddings request: the canonical request, and the form the client wants the numbers in.
 *
 * @param base64 as base64 of 32-bit floats, little-endian; otherwise as a list
 */
public record EmbeddingsCall(EmbeddingsRequest request, boolean base64) {}
