package io.camelid.dialect.anthropic;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.llama.Metric;
import io.camelid.llama.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an answer cost. A stream tells it twice, of which the later number counts. Single use.
 *
 * <p>Source: Anthropic, {@code Usage}; its input tokens leave out what was read from or written to a cache, which belongs to
 * the prompt all the same. Lossy: counts without those of the prompt or the answer; told.
 */
final class UsageDecoder {

    private final AnswerLosses losses;
    private @Nullable Long input;
    private @Nullable Long output;
    private @Nullable Long cacheRead;
    private @Nullable Long cacheWritten;
    private @Nullable Long thinking;

    UsageDecoder(AnswerLosses losses) {
        this.losses = losses;
    }

    /** Of an answer, or of the end of a stream. */
    void add(Fields owner) {
        Fields in = begin(owner);
        if (in != null) {
            output = later(output, in.integer("output_tokens"));
        }
    }

    /** Of the beginning of a stream, where nobody knows yet what the answer will cost. */
    void addBeginning(Fields owner) {
        Fields in = begin(owner);
        if (in != null) {
            in.integer("output_tokens");
        }
    }

    private @Nullable Fields begin(Fields owner) {
        Fields in = owner.object("usage");
        if (in == null) {
            return null;
        }
        losses.place(AnswerPart.METRIC, owner, "usage");
        input = later(input, in.integer("input_tokens"));
        cacheRead = later(cacheRead, in.integer("cache_read_input_tokens"));
        cacheWritten = later(cacheWritten, in.integer("cache_creation_input_tokens"));
        Fields details = in.object("output_tokens_details");
        thinking = later(thinking, details == null ? null : details.integer("thinking_tokens"));
        return in;
    }

    /** Empty where the provider did not tell. */
    List<Metric> metrics() {
        if (input == null || output == null) {
            losses.lostIf(input != null || output != null, AnswerPart.METRIC);
            return List.of();
        }
        long prompt = input + orZero(cacheRead) + orZero(cacheWritten);
        return new Usage(prompt, output, prompt + output, cacheRead, thinking, written()).metrics();
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
