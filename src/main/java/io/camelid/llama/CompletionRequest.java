package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/**
 * A text to be continued.
 *
 * <p>Source: Llama Stack, {@code apis/inference}, {@code CompletionRequest}. Extension: {@code extensions}.
 */
public record CompletionRequest(
        String model,
        InterleavedContent content,
        SamplingParams samplingParams,
        @Nullable ResponseFormat responseFormat,
        boolean stream,
        @Nullable LogProbConfig logprobs,
        RequestExtensions extensions) {

    /** Everything else at Llama Stack's defaults. */
    public static CompletionRequest of(String model, InterleavedContent content) {
        return new CompletionRequest(model, content, SamplingParams.DEFAULT, null, false, null, RequestExtensions.NONE);
    }

    /** The same text to another model, or to the same model by another name. */
    public CompletionRequest withModel(String other) {
        return new CompletionRequest(other, content, samplingParams, responseFormat, stream, logprobs, extensions);
    }
}
