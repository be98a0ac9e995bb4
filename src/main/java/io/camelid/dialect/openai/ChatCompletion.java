package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole answer. Source: OpenAI, {@code CreateChatCompletionResponse}. */
public record ChatCompletion(
        @JsonProperty("id") String id,
        @JsonProperty("object") String object,
        @JsonProperty("created") long created,
        @JsonProperty("model") String model,
        @JsonProperty("choices") List<Choice> choices,
        @JsonProperty("usage") @Nullable TokenUsage usage) {

    public record Choice(
            @JsonProperty("index") int index,
            @JsonProperty("message") Message message,

            @JsonProperty("logprobs") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            ChatLogprobs logprobs,

            @JsonProperty("finish_reason") String finishReason) {}

    /**
     * @param content null where the model only calls tools
     * @param reasoningContent the model's thoughts, under the name DeepSeek and others gave them
     * @param functionCall deprecated; for clients that speak of functions
     * @param reasoningDetails the thoughts again, where their provider wants them back with the conversation
     */
    public record Message(
            @JsonProperty("role") String role,

            @JsonProperty("content") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String content,

            @JsonProperty("refusal") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String refusal,

            @JsonProperty("reasoning_content") @Nullable String reasoningContent,
            @JsonProperty("tool_calls") @Nullable List<ToolCallObject> toolCalls,
            @JsonProperty("function_call") @Nullable FunctionCall functionCall,
            @JsonProperty("reasoning_details") @Nullable List<ReasoningDetail> reasoningDetails) {}
}
