package io.camelid.dialect.gemini;

import io.camelid.dialect.Fields;
import io.camelid.llama.Metric;
import io.camelid.llama.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an answer cost: thoughts are part of the answer, results of the provider's own tools part of the prompt, as is
 * what came from a cache. Source: Gemini API v1beta, {@code UsageMetadata}. Lossy: the counts by modality; told, but
 * for text.
 */
final class UsageDecoder {

    private UsageDecoder() {}

    /** Empty where the provider did not tell. */
    static List<Metric> decode(Fields answer) {
        Fields in = answer.object("usageMetadata");
        if (in == null) {
            return List.of();
        }
        Long thoughts = in.integer("thoughtsTokenCount");
        long prompt = orZero(in.integer("promptTokenCount")) + orZero(in.integer("toolUsePromptTokenCount"));
        long completion = orZero(in.integer("candidatesTokenCount")) + orZero(thoughts);
        Long total = in.integer("totalTokenCount");
        return new Usage(
                        prompt,
                        completion,
                        total == null ? prompt + completion : total,
                        in.integer("cachedContentTokenCount"),
                        thoughts)
                .metrics();
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
