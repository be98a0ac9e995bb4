package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Writes how an answer is to be drawn; what is not set is left out. Source: OpenAI, {@code /chat/completions}; {@code top_k}
 * and {@code repetition_penalty} as vLLM and others have them, which OpenAI itself refuses.
 */
final class SamplingEncoder {

    private SamplingEncoder() {}

    /** @param params null where nothing is asked */
    static ObjectNode encode(@Nullable SamplingParams params) {
        if (params == null) {
            return Json.MAPPER.createObjectNode();
        }
        ObjectNode json = strategy(params.strategy());
        if (params.maxTokens() > 0) {
            json.put("max_tokens", params.maxTokens());
        }
        if (params.repetitionPenalty() != 1.0) {
            json.put("repetition_penalty", params.repetitionPenalty());
        }
        if (!params.stop().isEmpty()) {
            ArrayNode stop = json.putArray("stop");
            params.stop().forEach(stop::add);
        }
        return json;
    }

    static ObjectNode strategy(SamplingStrategy strategy) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        switch (strategy) {
            case SamplingStrategy.Greedy() -> json.put("temperature", 0.0);
            case SamplingStrategy.TopP(var temperature, var topP, var topK) -> {
                putIfSet(json, "temperature", temperature);
                putIfSet(json, "top_p", topP);
                if (topK != null) {
                    json.put("top_k", topK);
                }
            }
            case SamplingStrategy.TopK(var topK) -> json.put("top_k", topK);
        }
        return json;
    }

    private static void putIfSet(ObjectNode json, String name, @Nullable Double value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
