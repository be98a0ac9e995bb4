package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.CompletionResponse;

/**
 * Writes whole answers; what is null is written out, as Llama Stack does. Source: Llama Stack,
 * {@code ChatCompletionResponse}, {@code CompletionResponse}. Lossy: see {@link MessageEncoder}; which token was drawn has
 * no place.
 */
public final class ResponseEncoder {

    private ResponseEncoder() {}

    public static ObjectNode encode(ChatCompletionResponse response) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        MeasuresEncoder.metrics(json, response.metrics());
        json.set("completion_message", MessageEncoder.encode(response.completionMessage()));
        MeasuresEncoder.logprobs(json, response.logprobs());
        return json;
    }

    public static ObjectNode encode(CompletionResponse response) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        MeasuresEncoder.metrics(json, response.metrics());
        json.put("content", response.content());
        json.put("stop_reason", Words.write(response.stopReason()));
        MeasuresEncoder.logprobs(json, response.logprobs());
        return json;
    }
}
