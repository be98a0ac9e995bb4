package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A completion, or one event of a streamed one. Source: OpenAI, {@code CreateCompletionResponse}.
 *
 * @param usage a {@link TokenUsage}; in a stream only in the last event, a JSON null in the others where it was asked for
 */
public record TextCompletion(
        @JsonProperty("id") String id,
        @JsonProperty("object") String object,
        @JsonProperty("created") long created,
        @JsonProperty("model") String model,
        @JsonProperty("choices") List<Choice> choices,
        @JsonProperty("usage") @Nullable JsonNode usage) {

    /** @param finishReason null in a stream until the choice's last event */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Choice(
            @JsonProperty("index") int index,
            @JsonProperty("text") String text,
            @JsonProperty("logprobs") @Nullable Logprobs logprobs,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    /**
     * @param textOffset where each token begins in the choice's text, in code points
     * @param topLogprobs null where no alternatives were asked for
     */
    public record Logprobs(
            @JsonProperty("tokens") List<String> tokens,
            @JsonProperty("token_logprobs") List<Double> tokenLogprobs,
            @JsonProperty("top_logprobs") @Nullable List<Map<String, Double>> topLogprobs,
            @JsonProperty("text_offset") List<Integer> textOffset) {}

    static TextCompletion of(AnswerHead head, List<Choice> choices, @Nullable JsonNode usage) {
        return new TextCompletion(head.id(), "text_completion", head.created(), head.model(), choices, usage);
    }
}
