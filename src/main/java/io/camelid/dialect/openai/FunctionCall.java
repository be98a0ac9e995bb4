package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which function with what. Source: OpenAI, {@code ChatCompletionMessageToolCall.function}.
 *
 * @param name null in a stream once it is told
 * @param arguments JSON text, a piece of it in a stream
 */
public record FunctionCall(
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("arguments") String arguments) {}
