package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The numbers asked for. Source: OpenAI, {@code CreateEmbeddingResponse}. */
public record Embeddings(
        @JsonProperty("object") String object,
        @JsonProperty("data") List<Embedding> data,
        @JsonProperty("model") String model,
        @JsonProperty("usage") Cost usage) {

    /** @param embedding a list of numbers, or a string of base64 */
    public record Embedding(
            @JsonProperty("object") String object,
            @JsonProperty("index") int index,
            @JsonProperty("embedding") Object embedding) {}

    /** Tokens; 0 where the provider did not tell, for this object must say a number. */
    public record Cost(
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("total_tokens") long totalTokens) {}
}
