package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.StopReason;

/**
 * Reads whole answers. Source: Llama Stack, {@code ChatCompletionResponse}, {@code CompletionResponse}. Throws:
 * {@link io.camelid.error.ProviderException} where the answer is something else.
 */
public final class ResponseDecoder {

    private ResponseDecoder() {}

    public static ChatCompletionResponse decodeChat(JsonNode body) {
        Fields in = Fields.ofAnswer(body);
        return new ChatCompletionResponse(
                MessageDecoder.assistant(in.requiredObject("completion_message")),
                MeasuresDecoder.logprobs(in),
                MeasuresDecoder.metrics(in));
    }

    public static CompletionResponse decodeCompletion(JsonNode body) {
        Fields in = Fields.ofAnswer(body);
        StopReason reason = Words.readStopReason(in, "stop_reason");
        if (reason == null) {
            throw in.wrong("stop_reason", "is missing.");
        }
        return new CompletionResponse(
                in.requiredText("content"), reason, MeasuresDecoder.logprobs(in), MeasuresDecoder.metrics(in));
    }
}
