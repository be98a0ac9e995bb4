package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.Metric;
import io.camelid.llama.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what an answer cost. Source: OpenAI, {@code CompletionUsage}. */
final class UsageDecoder {

    private UsageDecoder() {}

    /** Empty where the provider did not tell. */
    static List<Metric> decode(Fields answer) {
        Fields in = answer.object("usage");
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
                        detail(in, "prompt_tokens_details", "cached_tokens"),
                        detail(in, "completion_tokens_details", "reasoning_tokens"))
                .metrics();
    }

    private static @Nullable Long detail(Fields usage, String group, String name) {
        Fields details = usage.object(group);
        return details == null ? null : details.integer(name);
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
