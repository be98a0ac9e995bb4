package io.camelid.dialect.llamastack;

import io.camelid.dialect.Fields;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import org.jspecify.annotations.Nullable;

/** Reads how an answer is to be drawn. Source: Llama Stack, {@code SamplingParams}. */
final class SamplingDecoder {

    /** Llama Stack's own, where the strategy does not say. */
    private static final double DEFAULT_TOP_P = 0.95;

    private SamplingDecoder() {}

    static SamplingParams decode(@Nullable Fields in) {
        if (in == null) {
            return SamplingParams.DEFAULT;
        }
        Integer maxTokens = in.integer("max_tokens", 0, Integer.MAX_VALUE);
        Double penalty = in.number("repetition_penalty");
        return new SamplingParams(
                strategy(in.object("strategy")),
                maxTokens == null ? 0 : maxTokens,
                penalty == null ? 1.0 : penalty,
                in.texts("stop"));
    }

    private static SamplingStrategy strategy(@Nullable Fields in) {
        if (in == null) {
            return new SamplingStrategy.Greedy();
        }
        return switch (in.requiredText("type")) {
            case "greedy" -> new SamplingStrategy.Greedy();
            case "top_p" -> topP(in);
            case "top_k" -> topK(in);
            default -> throw in.wrong("type", "must be 'greedy', 'top_p' or 'top_k'.");
        };
    }

    private static SamplingStrategy topP(Fields in) {
        Double temperature = in.number("temperature");
        if (temperature != null && temperature <= 0) {
            throw in.wrong("temperature", "must be above 0; 'greedy' is the strategy for 0.");
        }
        // null is not the same as absent: it leaves the choice to the provider
        Double topP = in.isGiven("top_p") ? in.number("top_p") : Double.valueOf(DEFAULT_TOP_P);
        return new SamplingStrategy.TopP(temperature, topP);
    }

    private static SamplingStrategy topK(Fields in) {
        Integer topK = in.integer("top_k", 1, Integer.MAX_VALUE);
        if (topK == null) {
            throw in.wrong("top_k", "is missing.");
        }
        return new SamplingStrategy.TopK(topK);
    }
}
