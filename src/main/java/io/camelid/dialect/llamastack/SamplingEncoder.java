package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;

/**
 * Writes how an answer is to be drawn. Source: Llama Stack, {@code SamplingParams}. Lossy: {@code top_k} beside another
 * strategy.
 */
final class SamplingEncoder {

    private SamplingEncoder() {}

    static ObjectNode encode(SamplingParams params) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.set("strategy", encode(params.strategy()));
        json.put("max_tokens", params.maxTokens());
        json.put("repetition_penalty", params.repetitionPenalty());
        if (!params.stop().isEmpty()) {
            ArrayNode stop = json.putArray("stop");
            params.stop().forEach(stop::add);
        }
        return json;
    }

    private static ObjectNode encode(SamplingStrategy strategy) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        return switch (strategy) {
            case SamplingStrategy.Greedy() -> json.put("type", "greedy");
            case SamplingStrategy.TopP(var temperature, var topP, var topK) ->
                json.put("type", "top_p").put("temperature", temperature).put("top_p", topP);
            case SamplingStrategy.TopK(var topK) -> json.put("type", "top_k").put("top_k", topK);
        };
    }
}
