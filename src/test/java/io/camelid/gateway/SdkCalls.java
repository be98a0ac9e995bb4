package io.camelid.gateway;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import io.camelid.Gateway;
import java.util.List;
import java.util.Map;

/** What a program does with OpenAI's own Java client; it knows nothing of this gateway but the base URL. */
final class SdkCalls {

    /** What structured output is made into. */
    static final class City {
        public String name;
        public int inhabitants;
    }

    private SdkCalls() {}

    static OpenAIClient client(Gateway gateway) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey("any")
                .maxRetries(0)
                .build();
    }

    static ChatCompletionCreateParams.Builder chat(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    static ChatCompletionCreateParams withTool(String model, String text) {
        FunctionParameters parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                .build();
        return chat(model, text)
                .addFunctionTool(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(parameters)
                        .build())
                .toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)
                .build();
    }

    static ChatCompletionCreateParams withUsage(String model, String text) {
        return chat(model, text)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
    }

    /** All chunks of a stream, read to its end. */
    static List<ChatCompletionChunk> stream(OpenAIClient client, ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    /** A stream as the client puts it together. */
    static ChatCompletion accumulated(OpenAIClient client, ChatCompletionCreateParams params) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        stream(client, params).forEach(accumulator::accumulate);
        return accumulator.chatCompletion();
    }

    static String text(List<ChatCompletionChunk> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.stream()
                .flatMap(it -> it.choices().stream())
                .forEach(it -> it.delta().content().ifPresent(text::append));
        return text.toString();
    }

    static List<Completion> stream(OpenAIClient client, CompletionCreateParams params) {
        try (StreamResponse<Completion> stream = client.completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }
}
