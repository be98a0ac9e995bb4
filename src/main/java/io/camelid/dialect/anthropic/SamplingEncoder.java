package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.anthropic.ModelTraits.Sampling;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes how an answer is to be drawn; what is the wire's default anyway is left out. Source: Anthropic, {@code temperature},
 * {@code top_p}, {@code top_k}, {@code stop_sequences}. Lossy: a temperature above 1, what the model's generation refuses,
 * what a thinking model refuses, a repetition penalty, stop words of nothing but white space.
 */
final class SamplingEncoder {

    private static final String STRATEGY = "sampling_params.strategy";

    /** A thinking model takes no {@code top_p} below. */
    private static final double LEAST_WHILE_THINKING = 0.95;

    private final ObjectNode json;
    private final Sampling sampling;
    private final boolean thinks;
    private final List<String> lost;

    private SamplingEncoder(ObjectNode json, Sampling sampling, boolean thinks, List<String> lost) {
        this.json = json;
        this.sampling = sampling;
        this.thinks = thinks;
        this.lost = lost;
    }

    static void encode(ObjectNode json, SamplingParams params, Sampling sampling, boolean thinks, List<String> lost) {
        SamplingEncoder encoder = new SamplingEncoder(json, sampling, thinks, lost);
        encoder.strategy(params.strategy());
        encoder.stop(params.stop());
        if (params.repetitionPenalty() != 1.0) {
            lost.add("sampling_params.repetition_penalty");
        }
    }

    private void strategy(SamplingStrategy strategy) {
        boolean free = sampling != Sampling.NEITHER && !thinks;
        switch (strategy) {
            case SamplingStrategy.Greedy() when free -> json.put("temperature", 0.0);
            case SamplingStrategy.Greedy() -> lost.add(STRATEGY);
            case SamplingStrategy.TopP(var temperature, var topP, var topK) -> {
                temperature(temperature, free);
                topP(topP);
                topK(topK, free);
            }
            case SamplingStrategy.TopK(var topK) -> topK(topK, free);
        }
    }

    private void temperature(@Nullable Double temperature, boolean free) {
        if (temperature == null || temperature == 1.0) {
            return;
        }
        if (free && temperature < 1.0) {
            json.put("temperature", temperature);
        } else {
            lost.add(STRATEGY + ".temperature");
        }
    }

    private void topK(@Nullable Integer topK, boolean free) {
        if (topK != null && free) {
            json.put("top_k", topK);
        } else if (topK != null) {
            lost.add(STRATEGY + ".top_k");
        }
    }

    private void topP(@Nullable Double topP) {
        if (topP == null || topP == 1.0) {
            return;
        }
        boolean taken =
                switch (sampling) {
                    case BOTH -> true;
                    case ONE -> !json.has("temperature");
                    case NEITHER -> false;
                };
        if (taken && (!thinks || topP >= LEAST_WHILE_THINKING)) {
            json.put("top_p", topP);
        } else {
            lost.add(STRATEGY + ".top_p");
        }
    }

    private void stop(List<String> stop) {
        for (int i = 0; i < stop.size(); i++) {
            if (stop.get(i).isBlank()) {
                lost.add("sampling_params.stop[" + i + "]");
            } else {
                json.withArrayProperty("stop_sequences").add(stop.get(i));
            }
        }
    }
}
