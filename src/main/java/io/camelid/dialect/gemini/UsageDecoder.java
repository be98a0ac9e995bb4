package io.camelid.dialect.gemini;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.llama.Metric;
import io.camelid.llama.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an answer cost: thoughts are part of the answer, results of the provider's own tools part of the prompt, as is
 * what came from a cache. The counts of a stream are running totals, of which the last one told counts. Single use.
 *
 * <p>Source: Gemini API v1beta, {@code UsageMetadata}. Lossy: the counts by modality, but for text, and counts of which what
 * the prompt or the answer cost does not follow; told.
 */
final class UsageDecoder {

    private final AnswerLosses losses;
    private @Nullable Long prompt;
    private @Nullable Long toolPrompt;
    private @Nullable Long candidates;
    private @Nullable Long thoughts;
    private @Nullable Long total;
    private @Nullable Long cached;

    UsageDecoder(AnswerLosses losses) {
        this.losses = losses;
    }

    void add(Fields answer) {
        Fields in = answer.object("usageMetadata");
        if (in == null) {
            return;
        }
        losses.place(AnswerPart.METRIC, answer, "usageMetadata");
        prompt = later(prompt, in.integer("promptTokenCount"));
        toolPrompt = later(toolPrompt, in.integer("toolUsePromptTokenCount"));
        candidates = later(candidates, in.integer("candidatesTokenCount"));
        thoughts = later(thoughts, in.integer("thoughtsTokenCount"));
        total = later(total, in.integer("totalTokenCount"));
        cached = later(cached, in.integer("cachedContentTokenCount"));
    }

    /** Empty where the provider did not tell. */
    List<Metric> metrics() {
        Long asked = sum(prompt, toolPrompt);
        Long answered = sum(candidates, thoughts);
        asked = asked == null ? rest(answered) : asked;
        answered = answered == null ? rest(asked) : answered; // a count of none is left out there
        if (asked == null || answered == null) {
            losses.lostIf(asked != null || answered != null || total != null, AnswerPart.METRIC);
            return List.of();
        }
        return new Usage(asked, answered, total == null ? asked + answered : total, cached, thoughts).metrics();
    }

    /** What is left of the total; null where that is not known. */
    private @Nullable Long rest(@Nullable Long part) {
        return total == null || part == null || part > total ? null : Long.valueOf(total - part);
    }

    private static @Nullable Long later(@Nullable Long known, @Nullable Long told) {
        return told == null ? known : told;
    }

    private static @Nullable Long sum(@Nullable Long part, @Nullable Long other) {
        return part == null ? other : Long.valueOf(other == null ? part : part + other);
    }
}
