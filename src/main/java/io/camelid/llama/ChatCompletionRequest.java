package io.camelid.llama;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation to be continued.
 *
 * <p>Source: Llama Stack, {@code apis/inference}, {@code ChatCompletionRequest}. Extension: {@code extensions}.
 */
public record ChatCompletionRequest(
        String model,
        List<Message> messages,
        SamplingParams samplingParams,
        List<ToolDefinition> tools,
        ToolConfig toolConfig,
        @Nullable ResponseFormat responseFormat,
        boolean stream,
        @Nullable LogProbConfig logprobs,
        RequestExtensions extensions) {

    public ChatCompletionRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** Everything else at Llama Stack's defaults. */
    public static ChatCompletionRequest of(String model, List<Message> messages) {
        return new ChatCompletionRequest(
                model,
                messages,
                SamplingParams.DEFAULT,
                List.of(),
                ToolConfig.DEFAULT,
                null,
                false,
                null,
                RequestExtensions.NONE);
    }

    /** The same question to another model, or to the same model by another name. */
    public ChatCompletionRequest withModel(String other) {
        return new ChatCompletionRequest(
                other, messages, samplingParams, tools, toolConfig, responseFormat, stream, logprobs, extensions);
    }
}
