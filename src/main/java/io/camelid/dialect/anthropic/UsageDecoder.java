package io.camelid.dialect.anthropic;

import io.camelid.dialect.Fields;
import io.camelid.llama.Metric;
import io.camelid.llama.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an answer cost. A stream tells it twice, of which the later number counts. Single use.
 *
 * <p>Source: Anthropic, {@code Usage}; its input tokens leave out what was read from or written to a cache, which belongs to
 * the prompt all the same.
 */
final class UsageDecoder {

    private @Nullable Long input;
    private @Nullable Long output;
    private @Nullable Long cacheRead;
    private @Nullable Long cacheWritten;
    private @Nullable Long thinking;

    /** @param in null where nothing is told */
    void add(@Nullable Fields in) {
        if (in == null) {
            return;
        }
        input = later(input, in.integer("input_tokens"));
        output = later(output, in.integer("output_tokens"));
        cacheRead = later(cacheRead, in.integer("cache_read_input_tokens"));
        cacheWritten = later(cacheWritten, in.integer("cache_creation_input_tokens"));
        Fields details = in.object("output_tokens_details");
        thinking = later(thinking, details == null ? null : details.integer("thinking_tokens"));
    }

    /** Empty where the provider did not tell. */
    List<Metric> metrics() {
        if (input == null && output == null) {
            return List.of();
        }
        long prompt = orZero(input) + orZero(cacheRead) + orZero(cacheWritten);
        long completion = orZero(output);
        return new Usage(prompt, completion, prompt + completion, cacheRead, thinking, written()).metrics();
    }

    /** Null where nothing was written. */
    private @Nullable Long written() {
        return orZero(cacheWritten) == 0 ? null : cacheWritten;
    }

    private static @Nullable Long later(@Nullable Long known, @Nullable Long told) {
        return told == null ? known : told;
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
