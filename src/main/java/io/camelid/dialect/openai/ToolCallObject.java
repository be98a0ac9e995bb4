package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool, or a piece of one.
 *
 * <p>Source: OpenAI, {@code ChatCompletionMessageToolCall}, {@code ChatCompletionMessageToolCallChunk};
 * {@code extra_content} as Gemini's OpenAI endpoint has it.
 *
 * @param index which call of the answer; only in a stream
 * @param id null in a stream once it is told, as {@code type}
 * @param extraContent what the provider wants back with the call; null mostly
 */
public record ToolCallObject(
        @JsonProperty("index") @Nullable Integer index,
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("type") @Nullable String type,
        @JsonProperty("function") FunctionCall function,
        @JsonProperty("extra_content") @Nullable ExtraContent extraContent) {

    public record ExtraContent(@JsonProperty("google") Google google) {}

    public record Google(@JsonProperty("thought_signature") String thoughtSignature) {}

    static @Nullable ExtraContent extra(@Nullable String signature) {
        return signature == null ? null : new ExtraContent(new Google(signature));
    }
}
