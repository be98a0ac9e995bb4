package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Json;
import io.camelid.llama.Metric;
import io.camelid.llama.Usage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what several answers cost. A prompt counts once however many answers it got: that is how OpenAI counts
 * {@code n}. Single use.
 */
final class UsageTally {

    private final Map<Integer, Usage> byPrompt = new TreeMap<>();

    private final AnswerLosses losses;

    UsageTally(AnswerLosses losses) {
        this.losses = losses;
    }

    void add(int prompt, List<Metric> metrics) {
        losses.lostIf(metrics.stream().anyMatch(it -> !Usage.counts(it)), AnswerPart.METRIC);
        Usage usage = Usage.of(metrics);
        if (usage != null) {
            byPrompt.merge(prompt, usage, UsageTally::samePrompt);
        }
    }

    /** Null where nobody told. */
    @Nullable
    TokenUsage total() {
        return byPrompt.values().stream()
                .reduce(Usage::plus)
                .map(TokenUsage::of)
                .orElse(null);
    }

    /** Null where nobody told. */
    @Nullable
    JsonNode totalJson() {
        TokenUsage total = total();
        return total == null ? null : Json.MAPPER.valueToTree(total);
    }

    /** What the chunks before the last say: nothing where nobody asked, null where the last one will. */
    static @Nullable JsonNode pending(boolean includeUsage) {
        return includeUsage ? NullNode.getInstance() : null;
    }

    private static Usage samePrompt(Usage first, Usage next) {
        long promptAgain = Math.min(first.promptTokens(), next.promptTokens());
        Usage sum = first.plus(next);
        return new Usage(
                sum.promptTokens() - promptAgain,
                sum.completionTokens(),
                sum.totalTokens() - promptAgain,
                larger(first.cachedTokens(), next.cachedTokens()),
                sum.reasoningTokens(),
                larger(first.cacheWriteTokens(), next.cacheWriteTokens()));
    }

    private static @Nullable Long larger(@Nullable Long left, @Nullable Long right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return Math.max(left, right);
    }
}
