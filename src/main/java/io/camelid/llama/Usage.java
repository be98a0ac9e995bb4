package io.camelid.llama;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer cost, as the metrics of Llama Stack's names {@code prompt_tokens}, {@code completion_tokens},
 * {@code total_tokens}. Units: tokens.
 *
 * @param cachedTokens extension, metric {@code cached_tokens}: the part of the prompt read from a cache; null where unknown
 * @param reasoningTokens extension, metric {@code reasoning_tokens}: the part of the answer that was thinking; null where
 *     unknown
 * @param cacheWriteTokens extension, metric {@code cache_write_tokens}: the part of the prompt written to a cache; null where
 *     unknown
 */
public record Usage(
        long promptTokens,
        long completionTokens,
        long totalTokens,
        @Nullable Long cachedTokens,
        @Nullable Long reasoningTokens,
        @Nullable Long cacheWriteTokens) {

    private static final Set<String> NAMES = Set.of(
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "cached_tokens",
            "reasoning_tokens",
            "cache_write_tokens");

    public Usage(
            long promptTokens,
            long completionTokens,
            long totalTokens,
            @Nullable Long cachedTokens,
            @Nullable Long reasoningTokens) {
        this(promptTokens, completionTokens, totalTokens, cachedTokens, reasoningTokens, null);
    }

    public Usage(long promptTokens, long completionTokens) {
        this(promptTokens, completionTokens, promptTokens + completionTokens, null, null);
    }

    /** Whether a metric counts tokens, so that it is one of these. */
    public static boolean counts(Metric metric) {
        return NAMES.contains(metric.metric());
    }

    /** Null where the metrics say nothing of tokens; a missing total is the sum. */
    public static @Nullable Usage of(List<Metric> metrics) {
        Long prompt = value(metrics, "prompt_tokens");
        Long completion = value(metrics, "completion_tokens");
        Long total = value(metrics, "total_tokens");
        if (prompt == null && completion == null && total == null) {
            return null;
        }
        long known = orZero(prompt) + orZero(completion);
        return new Usage(
                orZero(prompt),
                orZero(completion),
                total == null ? known : total,
                value(metrics, "cached_tokens"),
                value(metrics, "reasoning_tokens"),
                value(metrics, "cache_write_tokens"));
    }

    /** The sum, for answers that cost together. */
    public Usage plus(Usage other) {
        return new Usage(
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                totalTokens + other.totalTokens,
                sum(cachedTokens, other.cachedTokens),
                sum(reasoningTokens, other.reasoningTokens),
                sum(cacheWriteTokens, other.cacheWriteTokens));
    }

    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        add(metrics, "prompt_tokens", promptTokens);
        add(metrics, "completion_tokens", completionTokens);
        add(metrics, "total_tokens", totalTokens);
        add(metrics, "cached_tokens", cachedTokens);
        add(metrics, "reasoning_tokens", reasoningTokens);
        add(metrics, "cache_write_tokens", cacheWriteTokens);
        return List.copyOf(metrics);
    }

    private static void add(List<Metric> metrics, String name, @Nullable Long tokens) {
        if (tokens != null) {
            metrics.add(new Metric(name, tokens, null));
        }
    }

    private static @Nullable Long value(List<Metric> metrics, String name) {
        for (Metric metric : metrics) {
            if (metric.metric().equals(name)) {
                return Math.round(metric.value());
            }
        }
        return null;
    }

    private static @Nullable Long sum(@Nullable Long left, @Nullable Long right) {
        return left == null && right == null ? null : Long.valueOf(orZero(left) + orZero(right));
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
