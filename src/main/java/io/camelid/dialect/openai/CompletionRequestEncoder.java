package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.LogProbConfig;

/**
 * Writes a completion request. Source: OpenAI, {@code CreateCompletionRequest}. Throws: {@link RequestException} for images
 * and response formats, which a completion has no place for.
 */
public final class CompletionRequestEncoder {

    private CompletionRequestEncoder() {}

    public static ObjectNode encode(CompletionRequest request) {
        refuse(request.content().hasMedia(), "content", "must be text for this model's provider.");
        refuse(request.responseFormat() != null, "response_format", "is for chats with this model's provider.");
        ObjectNode json = Json.MAPPER.createObjectNode().put("model", request.model());
        json.put("prompt", request.content().asText());
        json.setAll(SamplingEncoder.encode(request.samplingParams()));
        LogProbConfig logprobs = request.logprobs();
        if (logprobs != null) {
            json.put("logprobs", logprobs.topK());
        }
        RequestParams.stream(json, request.stream());
        RequestParams.extensions(json, request.extensions());
        return RequestParams.withoutNulls(json);
    }

    private static void refuse(boolean refused, String field, String problem) {
        if (refused) {
            throw RequestException.of(ErrorKind.UNSUPPORTED, "'" + field + "' " + problem, field);
        }
    }
}
