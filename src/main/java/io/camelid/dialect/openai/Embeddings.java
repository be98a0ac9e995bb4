package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers asked for. Source: OpenAI, {@code CreateEmbeddingResponse}.
 *
 * @param usage absent where the provider did not tell, though OpenAI's schema wants it: no count is invented
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Embeddings(
        @JsonProperty("object") String object,
        @JsonProperty("data") List<Embedding> data,
        @JsonProperty("model") String model,
        @JsonProperty("usage") @Nullable Cost usage) {

    /** @param embedding a list of numbers, or a string of base64 */
    public record Embedding(
            @JsonProperty("object") String object,
            @JsonProperty("index") int index,
            @JsonProperty("embedding") Object embedding) {}

    /** Tokens. */
    public record Cost(
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("total_tokens") long totalTokens) {}
}
