package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat choice's {@code logprobs}. Source: OpenAI, {@code ChatCompletionTokenLogprob}. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ChatLogprobs(
        @JsonProperty("content") List<Token> content,
        @JsonProperty("refusal") @Nullable List<Token> refusal) {

    /** @param bytes the token's UTF-8, each byte from 0 to 255 */
    public record Token(
            @JsonProperty("token") String token,
            @JsonProperty("logprob") double logprob,
            @JsonProperty("bytes") List<Integer> bytes,
            @JsonProperty("top_logprobs") List<Alternative> topLogprobs) {}

    public record Alternative(
            @JsonProperty("token") String token,
            @JsonProperty("logprob") double logprob,
            @JsonProperty("bytes") List<Integer> bytes) {}
}
