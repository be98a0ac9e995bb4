package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.EmbeddingsResponse;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;

/**
 * Writes whole answers; what is null is written out, as Llama Stack does. Source: Llama Stack,
 * {@code ChatCompletionResponse}, {@code CompletionResponse}, {@code EmbeddingsResponse}. Lossy: see {@link MessageEncoder}; which token was drawn has
 * no place.
 */
public final class ResponseEncoder {

    private ResponseEncoder() {}

    /** For one who does not ask what was lost. */
    public static ObjectNode encode(ChatCompletionResponse response) {
        return encode(response, new AnswerLosses());
    }

    /** For one who does not ask what was lost. */
    public static ObjectNode encode(CompletionResponse response) {
        return encode(response, new AnswerLosses());
    }

    public static ObjectNode encode(EmbeddingsResponse response) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        MeasuresEncoder.metrics(json, response.metrics());
        json.set("embeddings", Json.MAPPER.valueToTree(response.embeddings()));
        return json;
    }

    /** @param losses told what has no place */
    public static ObjectNode encode(ChatCompletionResponse response, AnswerLosses losses) {
        Message.Assistant said = response.completionMessage();
        losses.lostIf(!said.reasoning().isEmpty(), AnswerPart.REASONING);
        losses.lostIf(said.stopReason() == StopReason.CONTENT_FILTERED, AnswerPart.STOP_REASON);
        losses.lostIf(said.toolCalls().stream().anyMatch(call -> call.signature() != null), AnswerPart.CALL_SIGNATURE);
        ObjectNode json = Json.MAPPER.createObjectNode();
        MeasuresEncoder.metrics(json, response.metrics());
        json.set("completion_message", MessageEncoder.encode(response.completionMessage(), "completion_message"));
        MeasuresEncoder.logprobs(json, response.logprobs());
        return json;
    }

    /** @param losses told what has no place */
    public static ObjectNode encode(CompletionResponse response, AnswerLosses losses) {
        losses.lostIf(response.stopReason() == StopReason.CONTENT_FILTERED, AnswerPart.STOP_REASON);
        ObjectNode json = Json.MAPPER.createObjectNode();
        MeasuresEncoder.metrics(json, response.metrics());
        json.put("content", response.content());
        json.put("stop_reason", Words.write(response.stopReason()));
        MeasuresEncoder.logprobs(json, response.logprobs());
        return json;
    }
}
