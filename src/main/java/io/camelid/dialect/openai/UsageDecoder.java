package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.Metric;
import io.camelid.llama.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what an answer cost. Source: OpenAI, {@code CompletionUsage}. */
final class UsageDecoder {

    /** Together's, DeepSeek's, and what servers before Anthropic's models say. */
    private static final List<String> CACHED =
            List.of("cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens");

    private UsageDecoder() {}

    /** Empty where the provider did not tell. */
    static List<Metric> decode(Fields answer) {
        Fields in = usage(answer);
        if (in == null) {
            return List.of();
        }
        long prompt = orZero(in.integer("prompt_tokens"));
        long completion = orZero(in.integer("completion_tokens"));
        Long total = in.integer("total_tokens");
        return new Usage(
                        prompt,
                        completion,
                        total == null ? prompt + completion : total,
                        cached(in),
                        detail(in, "completion_tokens_details", "reasoning_tokens"),
                        detail(in, "prompt_tokens_details", "cache_write_tokens"))
                .metrics();
    }

    /** Groq's streams told it in a place of their own, at first only there. */
    private static @Nullable Fields usage(Fields answer) {
        Fields usage = answer.object("usage");
        Fields groq = answer.object("x_groq");
        Fields groqs = groq == null ? null : groq.object("usage");
        return usage == null ? groqs : usage;
    }

    /** By OpenAI's name, else by one that other servers have for it. */
    private static @Nullable Long cached(Fields usage) {
        Long cached = detail(usage, "prompt_tokens_details", "cached_tokens");
        for (String name : CACHED) {
            JsonNode told = usage.node(name);
            cached =
                    cached == null && told != null && told.canConvertToLong() ? Long.valueOf(told.longValue()) : cached;
        }
        return cached;
    }

    private static @Nullable Long detail(Fields usage, String group, String name) {
        Fields details = usage.object(group);
        return details == null ? null : details.integer(name);
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
