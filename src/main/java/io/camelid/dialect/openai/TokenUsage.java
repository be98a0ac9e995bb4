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

    /** @param cacheWriteTokens absent where nothing was written */
    public record PromptDetails(
            @JsonProperty("cached_tokens") long cachedTokens,
            @JsonProperty("cache_write_tokens") @Nullable Long cacheWriteTokens) {}

    public record CompletionDetails(
            @JsonProperty("reasoning_tokens") long reasoningTokens) {}

    static TokenUsage of(Usage usage) {
        Long reasoning = usage.reasoningTokens();
        return new TokenUsage(
                usage.promptTokens(),
                usage.completionTokens(),
                usage.totalTokens(),
                promptDetails(usage.cachedTokens(), usage.cacheWriteTokens()),
                reasoning == null ? null : new CompletionDetails(reasoning));
    }

    private static @Nullable PromptDetails promptDetails(@Nullable Long cached, @Nullable Long written) {
        return cached == null && written == null ? null : new PromptDetails(cached == null ? 0 : cached, written);
    }
}
