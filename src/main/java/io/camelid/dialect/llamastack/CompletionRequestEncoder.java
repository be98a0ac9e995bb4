package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.CompletionRequest;

/**
 * Writes {@code POST /v1/inference/completion}. Source: Llama Stack, {@code Inference.completion}. Lossy: the extensions of
 * the request have no place.
 */
public final class CompletionRequestEncoder {

    private CompletionRequestEncoder() {}

    public static ObjectNode encode(CompletionRequest request) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("model_id", request.model());
        json.set("content", ContentEncoder.encode(request.content(), "content"));
        json.set("sampling_params", SamplingEncoder.encode(request.samplingParams()));
        ChatRequestEncoder.common(json, request.responseFormat(), request.stream(), request.logprobs());
        return json;
    }
}
