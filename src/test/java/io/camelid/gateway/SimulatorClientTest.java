package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.camelid.Gateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's own Java client, unmodified, before the embedded simulator: no key, no network. */
class SimulatorClientTest {

    private static final String MODEL = "simulator";

    private static Gateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: simulator, provider_type: "inline::simulator"}
                  - {provider_id: broken, provider_type: "inline::simulator", config: {fail_with: 500}}
                models:
                - {model_id: simulator, provider_id: simulator}
                """, Map.of());
        client = SdkCalls.client(gateway);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void models() {
        assertThat(client.models().list().data()).extracting(it -> it.id()).containsExactly(MODEL);
        assertThat(client.models().retrieve(MODEL).id()).isEqualTo(MODEL);
        assertThatThrownBy(() -> client.models().retrieve("nobody")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aChat() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(SdkCalls.chat(MODEL, "good morning").build());

        assertThat(answer.validate().choices().getFirst().message().content()).contains("You said: good morning");
        assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(2);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(4);
    }

    @Test
    void aStreamedChatWithUsage() {
        List<ChatCompletionChunk> chunks = SdkCalls.stream(client, SdkCalls.withUsage(MODEL, "good morning"));

        assertThat(SdkCalls.text(chunks)).isEqualTo("You said: good morning");
        assertThat(chunks).hasSizeGreaterThan(4).allSatisfy(ChatCompletionChunk::validate);
        assertThat(chunks.getLast().usage().orElseThrow().totalTokens()).isEqualTo(6);
    }

    @Test
    void aToolCall() {
        isCalled(client.chat().completions().create(SdkCalls.withTool(MODEL, "how is it?")));
    }

    @Test
    void aStreamedToolCall() {
        isCalled(SdkCalls.accumulated(client, SdkCalls.withTool(MODEL, "how is it?")));
    }

    private static void isCalled(ChatCompletion answer) {
        assertThat(answer.validate().choices().getFirst().finishReason().toString())
                .isEqualTo("tool_calls");
        assertThat(answer.choices()
                        .getFirst()
                        .message()
                        .toolCalls()
                        .orElseThrow()
                        .getFirst()
                        .asFunction()
                        .function())
                .satisfies(it -> {
                    assertThat(it.name()).isEqualTo("get_weather");
                    assertThat(it.arguments()).isEqualTo("{\"city\":\"text\"}");
                });
    }

    @Test
    void structuredOutput() {
        SdkCalls.City city = client.chat()
                .completions()
                .create(SdkCalls.chat(MODEL, "a city")
                        .responseFormat(SdkCalls.City.class)
                        .build())
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();

        assertThat(city.name).isEqualTo("text");
        assertThat(city.inhabitants).isEqualTo(1);
    }

    @Test
    void aCompletionWholeAndStreamed() {
        CompletionCreateParams params = CompletionCreateParams.builder()
                .model(MODEL)
                .prompt("one two three")
                .build();

        String whole = client.completions()
                .create(params)
                .validate()
                .choices()
                .getFirst()
                .text();
        List<Completion> events = SdkCalls.stream(client, params);

        assertThat(whole.strip()).isEqualTo("three two one");
        assertThat(events.stream()
                        .flatMap(it -> it.choices().stream())
                        .map(it -> it.text())
                        .reduce("", String::concat))
                .isEqualTo(whole);
    }

    @Test
    void embeddingsAreNoneOfItsBusiness() {
        assertThatThrownBy(() -> client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model(MODEL)
                                .input("hi")
                                .build()))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void aSimulatedFailureIsTheClientsOwn() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(SdkCalls.chat("broken/any", "hi").build()))
                .isInstanceOf(InternalServerException.class);
        assertThatThrownBy(() -> SdkCalls.stream(client, SdkCalls.withUsage("broken/any", "hi")))
                .isInstanceOf(InternalServerException.class);
    }
}
