package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/** How the next token is drawn. Source: Llama Stack, {@code models/llama/datatypes}, {@code SamplingStrategy}. */
public sealed interface SamplingStrategy {

    record Greedy() implements SamplingStrategy {}

    /**
     * By temperature and by share.
     *
     * @param temperature above 0; null for the provider's default, as {@code topP}
     * @param topK extension: of no more tokens than these; null for no such limit
     */
    record TopP(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer topK) implements SamplingStrategy {

        public TopP(@Nullable Double temperature, @Nullable Double topP) {
            this(temperature, topP, null);
        }

        public TopP {
            if (temperature != null && !(temperature > 0)) {
                throw new IllegalArgumentException("temperature must be above 0, but is " + temperature);
            }
        }
    }

    record TopK(int topK) implements SamplingStrategy {
        public TopK {
            if (topK < 1) {
                throw new IllegalArgumentException("top_k must be at least 1, but is " + topK);
            }
        }
    }
}
