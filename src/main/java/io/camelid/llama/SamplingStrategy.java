package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/** How the next token is drawn. Source: Llama Stack, {@code models/llama/datatypes}, {@code SamplingStrategy}. */
public sealed interface SamplingStrategy {

    record Greedy() implements SamplingStrategy {}

    /** @param temperature above 0; null for the provider's default, as {@code topP} */
    record TopP(@Nullable Double temperature, @Nullable Double topP) implements SamplingStrategy {
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
