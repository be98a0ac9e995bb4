package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a streamed answer. Source: OpenAI, {@code CreateChatCompletionStreamResponse}.
 *
 * @param usage a {@link TokenUsage} in the last chunk, a JSON null in the others, absent where nobody asked
 */
public record ChatCompletionChunk(
        @JsonProperty("id") String id,
        @JsonProperty("object") String object,
        @JsonProperty("created") long created,
        @JsonProperty("model") String model,
        @JsonProperty("choices") List<Choice> choices,
        @JsonProperty("usage") @Nullable JsonNode usage) {

    /** @param finishReason null until the choice's last chunk */
    public record Choice(
            @JsonProperty("index") int index,
            @JsonProperty("delta") Delta delta,
            @JsonProperty("logprobs") @Nullable ChatLogprobs logprobs,

            @JsonProperty("finish_reason") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String finishReason) {}

    /**
     * @param reasoningContent the model's thoughts, under the name DeepSeek and others gave them
     * @param reasoningDetails a whole thought again, once its provider has signed it
     */
    public record Delta(
            @JsonProperty("role") @Nullable String role,
            @JsonProperty("content") @Nullable String content,
            @JsonProperty("reasoning_content") @Nullable String reasoningContent,
            @JsonProperty("tool_calls") @Nullable List<ToolCallObject> toolCalls,
            @JsonProperty("function_call") @Nullable FunctionCall functionCall,
            @JsonProperty("reasoning_details") @Nullable List<ReasoningDetail> reasoningDetails) {

        static final Delta NOTHING = new Delta(null, null, null, null, null, null);

        /** A choice's first. */
        static final Delta ROLE = new Delta("assistant", "", null, null, null, null);

        static Delta text(String content) {
            return new Delta(null, content, null, null, null, null);
        }

        static Delta reasoning(String text) {
            return new Delta(null, null, text, null, null, null);
        }

        static Delta reasoning(ReasoningDetail detail) {
            return new Delta(null, null, null, null, null, List.of(detail));
        }

        static Delta call(ToolCallObject call) {
            return new Delta(null, null, null, List.of(call), null, null);
        }

        static Delta function(FunctionCall call) {
            return new Delta(null, null, null, null, call, null);
        }
    }
}
