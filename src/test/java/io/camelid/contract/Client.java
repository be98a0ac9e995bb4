package io.camelid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.camelid.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;

/** OpenAI's own client, unmodified, and a plain one where the bytes matter. */
final class Client implements AutoCloseable {

    private final Gateway gateway;
    private final OpenAIClient openAi;

    Client(Gateway gateway) {
        this.gateway = gateway;
        this.openAi = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    /** A chat request with these members, and a user's question where there are no messages. */
    static String chat(String model, String members) {
        String question =
                members.contains("\"messages\"") ? "" : ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
        return "{\"model\":\"%s\"%s%s%s}".formatted(model, question, members.isEmpty() ? "" : ",", members);
    }

    View ask(String json, boolean stream) {
        return stream
                ? View.of(chunks(json))
                : View.of(openAi.chat().completions().create(params(json)));
    }

    List<ChatCompletionChunk> chunks(String json) {
        try (StreamResponse<ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(params(json))) {
            return stream.stream().toList();
        }
    }

    List<ChatCompletionTokenLogprob> logprobs(String json, boolean stream) {
        return stream
                ? View.choices(chunks(json))
                        .flatMap(choice -> choice.logprobs().stream())
                        .flatMap(told -> told.content().stream())
                        .flatMap(List::stream)
                        .toList()
                : openAi.chat().completions().create(params(json)).choices().stream()
                        .flatMap(choice -> choice.logprobs().stream())
                        .flatMap(told -> told.content().stream())
                        .flatMap(List::stream)
                        .toList();
    }

    /** What the client is told that the provider was not. */
    List<String> notCarried(String json) {
        try (HttpResponseFor<ChatCompletion> answer =
                openAi.chat().completions().withRawResponse().create(params(json))) {
            assertThat(answer.parse().choices()).isNotEmpty();
            return answer.headers().values("x-camelid-not-carried").stream()
                    .flatMap(it -> List.of(it.split(",")).stream())
                    .toList();
        }
    }

    OpenAIServiceException refused(String json, boolean stream) {
        OpenAIServiceException refusal = catchThrowableOfType(OpenAIServiceException.class, () -> ask(json, stream));
        assertThat(refusal).as("an error").isNotNull();
        return refusal;
    }

    String completion(String model) {
        return openAi.completions().create(prompt(model)).choices().getFirst().text();
    }

    List<Completion> completions(String model) {
        try (StreamResponse<Completion> stream = openAi.completions().createStreaming(prompt(model))) {
            return stream.stream().toList();
        }
    }

    List<Float> embedding(String model) {
        return openAi.embeddings()
                .create(EmbeddingCreateParams.builder().model(model).input("Hi").build())
                .data()
                .getFirst()
                .embedding();
    }

    OpenAIServiceException refused(Runnable call) {
        OpenAIServiceException refusal = catchThrowableOfType(OpenAIServiceException.class, call::run);
        assertThat(refusal).as("an error").isNotNull();
        return refusal;
    }

    /** A stream as it comes over the wire. */
    HttpResponse<String> bytes(String json) {
        return gateway.post("/v1/chat/completions", json.replaceFirst("\\{", "{\"stream\":true,"));
    }

    private static CompletionCreateParams prompt(String model) {
        return CompletionCreateParams.builder().model(model).prompt("Once upon").build();
    }

    private static ChatCompletionCreateParams params(String json) {
        try {
            return ChatCompletionCreateParams.builder()
                    .body(ObjectMappers.jsonMapper().readValue(json, ChatCompletionCreateParams.Body.class))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    @Override
    public void close() {
        openAi.close();
    }
}
