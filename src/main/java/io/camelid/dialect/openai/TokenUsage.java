package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.camelid.llama.Usage;
import org.jspecify.annotations.Nullable;

/** What an answer cost, in tokens. Source: OpenAI, {@code CompletionUsage}. */
public record TokenUsage(
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") long completionTokens,
        @JsonProperty("total_tokens") long totalTokens,
        @JsonProperty("prompt_tokens_details") @Nullable PromptDetails promptDetails,
        @JsonProperty("completion_tokens_details") @Nullable CompletionDetails completionDetails) {

    public record PromptDetails(
            @JsonProperty("cached_tokens") long cachedTokens) {}

    public record CompletionDetails(
            @JsonProperty("reasoning_tokens") long reasoningTokens) {}

    static TokenUsage of(Usage usage) {
        Long cached = usage.cachedTokens();
        Long reasoning = usage.reasoningTokens();
        return new TokenUsage(
                usage.promptTokens(),
                usage.completionTokens(),
                usage.totalTokens(),
                cached == null ? null : new PromptDetails(cached),
                reasoning == null ? null : new CompletionDetails(reasoning));
    }
}
