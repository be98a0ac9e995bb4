package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Fields;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.RequestExtensions;

/**
 * Reads {@code POST /v1/inference/completion}. Source: Llama Stack, {@code Inference.completion}. Throws:
 * {@link io.camelid.error.RequestException} that names the field.
 */
public final class CompletionRequestDecoder {

    private CompletionRequestDecoder() {}

    public static Decoded<CompletionRequest> decode(JsonNode body) {
        Fields in = Fields.ofRequest(body);
        CompletionRequest request = new CompletionRequest(
                in.requiredText("model_id"),
                ContentDecoder.decode(in, "content"),
                SamplingDecoder.decode(in.object("sampling_params")),
                ResponseFormatDecoder.decode(in),
                in.isTrue("stream"),
                ChatRequestDecoder.logprobs(in),
                RequestExtensions.NONE);
        return new Decoded<>(request, in.unread());
    }
}
