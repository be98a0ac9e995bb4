package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how an answer is to be drawn. Source: OpenAI, {@code /chat/completions} and {@code /completions}; {@code top_k} as vLLM and others have it. */
final class SamplingDecoder {

    /** What OpenAI documents for a request that says nothing. */
    private static final double DEFAULT_TEMPERATURE = 1.0;

    private static final double DEFAULT_TOP_P = 1.0;

    private SamplingDecoder() {}

    static SamplingParams decodeChat(Fields in) {
        Integer maxTokens = in.integer("max_tokens", 1, Integer.MAX_VALUE);
        Integer maxCompletionTokens = in.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        in.leave(
                maxTokens != null && maxCompletionTokens != null && !maxTokens.equals(maxCompletionTokens),
                "max_tokens");
        return decode(in, maxCompletionTokens == null ? maxTokens : maxCompletionTokens);
    }

    static SamplingParams decodeCompletion(Fields in) {
        return decode(in, in.integer("max_tokens", 1, Integer.MAX_VALUE));
    }

    static SamplingParams decode(Fields in, @Nullable Integer maxTokens) {
        return new SamplingParams(strategy(in), maxTokens == null ? 0 : maxTokens, 1.0, stop(in));
    }

    /** {@code top_k}, which vLLM and others have, is a strategy of its own where nothing else is said. */
    private static SamplingStrategy strategy(Fields in) {
        Double temperature = in.number("temperature", 0, 2);
        Double topP = in.number("top_p", 0, 1);
        Integer topK = isZero(temperature) ? null : in.integerIfFrom("top_k", 1);
        in.leave(isZero(temperature) && topP != null && topP != DEFAULT_TOP_P, "top_p");
        return topK != null && temperature == null && topP == null
                ? new SamplingStrategy.TopK(topK)
                : strategy(temperature, topP, topK);
    }

    /** Lossy: at temperature 0 there is nothing left for {@code top_p} and {@code top_k} to do. */
    private static SamplingStrategy strategy(
            @Nullable Double temperature, @Nullable Double topP, @Nullable Integer topK) {
        if (isZero(temperature)) {
            return new SamplingStrategy.Greedy();
        }
        return new SamplingStrategy.TopP(
                temperature == null ? DEFAULT_TEMPERATURE : temperature, topP == null ? DEFAULT_TOP_P : topP, topK);
    }

    private static boolean isZero(@Nullable Double temperature) {
        return temperature != null && temperature == 0;
    }

    private static List<String> stop(Fields in) {
        JsonNode stop = in.node("stop");
        return stop != null && stop.isTextual() ? List.of(in.requiredText("stop")) : in.texts("stop");
    }
}
