package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's own Java client, unmodified, before a provider that answers in OpenAI's shapes. */
class OpenAiClientTest {

    private static final String USAGE = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";
    private static final String HEAD = "{\"id\":\"c-1\",\"created\":1,\"model\":\"stub-model\",";

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        gateway = Gateway.before(PROVIDER.stub());
        client = SdkCalls.client(gateway);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        PROVIDER.close();
    }

    @Test
    void models() {
        assertThat(client.models().list().data()).extracting(it -> it.id()).containsExactly("gpt-x");
        assertThat(client.models().retrieve("gpt-x").ownedBy()).isEqualTo("stub");
    }

    @Test
    void aChat() {
        PROVIDER.answersJson(200, chat("{\"role\":\"assistant\",\"content\":\"hello\",\"refusal\":null}", "stop"));

        ChatCompletion answer =
                client.chat().completions().create(SdkCalls.chat("gpt-x", "hi").build());

        assertThat(answer.model()).isEqualTo("gpt-x");
        assertThat(answer.choices().getFirst().message().content()).contains("hello");
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(5);
        assertThat(PROVIDER.stub().last().text())
                .contains("\"model\":\"stub-model\"")
                .contains("hi");
    }

    @Test
    void aStreamedChatWithUsage() {
        PROVIDER.answersBody(
                200,
                "text/event-stream",
                chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")
                        + chunk("{\"content\":\"hel\"}", "null")
                        + chunk("{\"content\":\"lo\"}", "null")
                        + chunk("{}", "\"stop\"")
                        + "data: " + HEAD + "\"object\":\"chat.completion.chunk\",\"choices\":[]," + USAGE + "}\n\n"
                        + "data: [DONE]\n\n");

        List<ChatCompletionChunk> chunks = SdkCalls.stream(client, SdkCalls.withUsage("gpt-x", "hi"));

        assertThat(SdkCalls.text(chunks)).isEqualTo("hello");
        assertThat(chunks).hasSize(5).allSatisfy(it -> assertThat(it.model()).isEqualTo("gpt-x"));
        assertThat(chunks.getLast().usage().orElseThrow().completionTokens()).isEqualTo(2);
    }

    @Test
    void aStreamThatBreaksThrows() {
        PROVIDER.answersBody(200, "text/event-stream", chunk("{\"content\":\"hel\"}", "null"));

        assertThatThrownBy(() -> SdkCalls.stream(client, SdkCalls.withUsage("gpt-x", "hi")))
                .isInstanceOf(SseException.class)
                .hasMessageContaining("broke off");
    }

    @Test
    void aToolCall() {
        PROVIDER.answersJson(
                200,
                chat(
                        "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":[{\"id\":\"call-1\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Bonn\\\"}\"}}]}",
                        "tool_calls"));

        ChatCompletion answer = client.chat().completions().create(SdkCalls.withTool("gpt-x", "weather?"));

        ChatCompletionMessageFunctionToolCall call = answer.choices()
                .getFirst()
                .message()
                .toolCalls()
                .orElseThrow()
                .getFirst()
                .asFunction();
        assertThat(call.function().name()).isEqualTo("get_weather");
        assertThat(call.function().arguments()).isEqualTo("{\"city\":\"Bonn\"}");
        assertThat(PROVIDER.stub().last().text()).contains("\"tool_choice\":\"required\"");
    }

    @Test
    void streamedToolCalls() {
        String begin =
                "{\"tool_calls\":[{\"index\":%d,\"id\":\"call-%1$d\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]}";
        String more = "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":\"%s\"}}]}";
        PROVIDER.answersBody(
                200,
                "text/event-stream",
                chunk(begin.formatted(0), "null")
                        + chunk(begin.formatted(1), "null")
                        + chunk(more.formatted(0, "{\\\"city\\\":"), "null")
                        + chunk(more.formatted(1, "{\\\"city\\\":\\\"Köln\\\"}"), "null")
                        + chunk(more.formatted(0, "\\\"Bonn\\\"}"), "null")
                        + chunk("{}", "\"tool_calls\"")
                        + "data: [DONE]\n\n");

        ChatCompletion answer = SdkCalls.accumulated(client, SdkCalls.withTool("gpt-x", "weather?"));

        assertThat(answer.choices().getFirst().finishReason().toString()).isEqualTo("tool_calls");
        assertThat(answer.choices().getFirst().message().toolCalls().orElseThrow())
                .extracting(
                        it -> it.asFunction().id(),
                        it -> it.asFunction().function().arguments())
                .containsExactly(tuple("call-0", "{\"city\":\"Bonn\"}"), tuple("call-1", "{\"city\":\"Köln\"}"));
    }

    @Test
    void structuredOutput() {
        PROVIDER.answersJson(
                200,
                chat(
                        "{\"role\":\"assistant\",\"refusal\":null,\"content\":\"{\\\"name\\\":\\\"Bonn\\\",\\\"inhabitants\\\":330000}\"}",
                        "stop"));

        SdkCalls.City city = client.chat()
                .completions()
                .create(SdkCalls.chat("gpt-x", "a city")
                        .responseFormat(SdkCalls.City.class)
                        .build())
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();

        assertThat(city.name).isEqualTo("Bonn");
        assertThat(city.inhabitants).isEqualTo(330000);
        assertThat(PROVIDER.stub().last().text()).contains("\"json_schema\"").contains("inhabitants");
    }

    @Test
    void aCompletionWholeAndStreamed() {
        CompletionCreateParams params =
                CompletionCreateParams.builder().model("gpt-x").prompt("once").build();
        String choice =
                "\"object\":\"text_completion\",\"choices\":[{\"index\":0,\"text\":\"%s\",\"logprobs\":null,\"finish_reason\":%s}]";
        PROVIDER.answersJson(200, HEAD + choice.formatted(" upon", "\"stop\"") + "," + USAGE + "}");
        assertThat(client.completions().create(params).choices().getFirst().text())
                .isEqualTo(" upon");

        PROVIDER.answersBody(
                200,
                "text/event-stream",
                "data: " + HEAD + choice.formatted(" up", "null") + "}\n\n" + "data: " + HEAD
                        + choice.formatted("on", "\"stop\"") + "}\n\ndata: [DONE]\n\n");
        List<Completion> events = SdkCalls.stream(client, params);
        assertThat(events).extracting(it -> it.choices().getFirst().text()).containsExactly(" up", "on");
        assertThat(events.getFirst().model()).isEqualTo("gpt-x");
    }

    @Test
    void embeddingsAsNumbersAndAsBase64() {
        EmbeddingCreateParams.Builder params =
                EmbeddingCreateParams.builder().model("stub/vectors").input("hi");
        String shape =
                "{\"object\":\"list\",\"model\":\"vectors\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":%s}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
        PROVIDER.answersJson(200, shape.formatted("[0.5,-1.25]"));
        CreateEmbeddingResponse numbers = client.embeddings()
                .create(params.encodingFormat(EncodingFormat.FLOAT).build());
        assertThat(numbers.model()).isEqualTo("stub/vectors");
        assertThat(numbers.data().getFirst().embedding()).containsExactly(0.5f, -1.25f);

        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0.5f)
                .putFloat(-1.25f)
                .array();
        PROVIDER.answersJson(200, shape.formatted("\"" + Base64.getEncoder().encodeToString(bytes) + "\""));
        CreateEmbeddingResponse packed = client.embeddings()
                .create(params.encodingFormat(EncodingFormat.BASE64).build());
        assertThat(packed.data().getFirst().embedding()).containsExactly(0.5f, -1.25f);
        assertThat(PROVIDER.stub().last().text())
                .contains("\"encoding_format\":\"base64\"")
                .contains("\"vectors\"");
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "409", "422", "429", "500", "503"})
    void everyClassOfErrorIsTheClientsOwn(int status) {
        PROVIDER.answersJson(
                status,
                "{\"error\":{\"message\":\"the words\",\"type\":\"their_type\",\"param\":\"p\",\"code\":\"their_code\"}}");

        for (boolean stream : List.of(false, true)) {
            OpenAIServiceException error = catchThrowableOfType(OpenAIServiceException.class, () -> ask(stream));

            assertThat(error).isExactlyInstanceOf(expected(status)).hasMessageContaining("the words");
            assertThat(error.param()).contains("p");
            if (status < 500) {
                assertThat(error.statusCode()).isEqualTo(status);
                assertThat(error.code()).contains("their_code");
            } else {
                assertThat(error.code()).contains("provider_unavailable");
            }
        }
    }

    private static void ask(boolean stream) {
        if (stream) {
            SdkCalls.stream(client, SdkCalls.withUsage("gpt-x", "hi"));
        } else {
            client.chat().completions().create(SdkCalls.chat("gpt-x", "hi").build());
        }
    }

    private static Class<? extends OpenAIServiceException> expected(int status) {
        return switch (status) {
            case 400 -> BadRequestException.class;
            case 401 -> UnauthorizedException.class;
            case 403 -> PermissionDeniedException.class;
            case 404 -> NotFoundException.class;
            case 422 -> UnprocessableEntityException.class;
            case 429 -> RateLimitException.class;
            case 500, 503 -> InternalServerException.class;
            default -> UnexpectedStatusCodeException.class;
        };
    }

    private static String chat(String message, String reason) {
        return HEAD + "\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":" + message
                + ",\"logprobs\":null,\"finish_reason\":\"" + reason + "\"}]," + USAGE + "}";
    }

    private static String chunk(String delta, String reason) {
        return "data: " + HEAD + "\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":" + reason + "}]}\n\n";
    }
}
