package io.camelid.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.camelid.Gateway;
import io.camelid.Recording;
import io.camelid.StubProvider;
import io.camelid.dialect.gemini.GeminiWire;
import io.camelid.dialect.openai.OpenAiSchema;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI embeddings over providers that have them in a format of their own. */
class NativeEmbeddingsTest {

    private static final String PATH = "/v1/embeddings";

    private static final String GEMINI = "{\"embeddings\":[{\"values\":[0.5,-1.25]}]%s}";
    private static final String LLAMA_STACK = "{\"embeddings\":[[0.5,-1.25]]%s}";

    private static StubProvider stub;
    private static Gateway gateway;

    private static volatile String answer = "";
    private static volatile int status = 200;
    private static volatile String type = "application/json";

    @BeforeAll
    static void start() {
        stub = new StubProvider(NativeEmbeddingsTest::answer);
        String entries = """
                providers:
                  inference:
                  - {provider_id: gemini, provider_type: "remote::gemini", config: {api_key: k, url: "%1$s/v1beta"}}
                  - {provider_id: stack, provider_type: "remote::llama-stack", config: {url: "%1$s"}}
                  - {provider_id: pass, provider_type: "remote::passthrough", config: {url: "%1$s", api_key: k}}
                  - {provider_id: claude, provider_type: "remote::anthropic", config: {api_key: k, url: "%1$s"}}
                  - {provider_id: route, provider_type: "camel::route", config: {uri: "log:nothing"}}
                models:
                - {model_id: vectors, provider_id: gemini, provider_model_id: gemini-embedding-2, model_type: embedding}
                """.formatted(stub.baseUrl().replace("/v1", ""));
        gateway = Gateway.start(entries, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    @BeforeEach
    void well() {
        status = 200;
        type = "application/json";
    }

    private static void answer(StubProvider.Request request, StubProvider.Connection connection) throws IOException {
        JsonNode body = Sse.json(request.text());
        String path = request.path();
        List<String> problems = path.startsWith("/v1beta/")
                ? GeminiWire.problems(path.substring("/v1beta/".length()), body)
                : path.equals("/v1/inference/embeddings")
                                && body.path("contents").isArray()
                        ? List.of()
                        : List.of("no such path: " + path);
        if (problems.isEmpty()) {
            connection.body(status, type, answer.getBytes(UTF_8));
        } else {
            connection.json(400, "{\"detail\":\"" + String.join(";", problems).replace('"', '\'') + "\"}");
        }
    }

    private static HttpResponse<String> ask(String model, String fields) {
        return gateway.post(PATH, "{\"model\":\"%s\",%s}".formatted(model, fields.replace('\'', '"')));
    }

    @Test
    void geminiIsAskedForEachInputInOneBatch() {
        answer = """
                {"embeddings":[{"values":[0.5,-1.25]},{"values":[8.07e-4,2]}],"usageMetadata":{"promptTokenCount":7,
                 "promptTokenDetails":[{"modality":"TEXT","tokenCount":7}]}}""";

        HttpResponse<String> got = ask("vectors", "'input':['a','b'],'dimensions':2");

        assertThat(stub.last().path()).isEqualTo("/v1beta/models/gemini-embedding-2:batchEmbedContents");
        assertThat(stub.last().headers()).containsEntry("x-goog-api-key", "k");
        assertThat(Sse.json(stub.last().text())).isEqualTo(Sse.json("""
                {"requests":[
                 {"model":"models/gemini-embedding-2","content":{"parts":[{"text":"a"}]},"outputDimensionality":2},
                 {"model":"models/gemini-embedding-2","content":{"parts":[{"text":"b"}]},"outputDimensionality":2}]}"""));
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        assertThat(OpenAiSchema.EMBEDDINGS.validText(got.body())).isEqualTo(Sse.json("""
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1.25]},
                 {"object":"embedding","index":1,"embedding":[8.07e-4,2]}],
                 "model":"vectors","usage":{"prompt_tokens":7,"total_tokens":7}}"""));
        assertThat(got.headers().firstValue("x-camelid-provider")).contains("gemini");
        assertThat(got.headers().firstValue("x-camelid-upstream-model")).contains("gemini-embedding-2");
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
    }

    @Test
    void geminisRecordedAnswerIsRead() {
        answer = Recording.all().stream()
                .filter(it -> it.id().equals("gemini-embedcontent-sync-image-01"))
                .findFirst()
                .orElseThrow()
                .response()
                .path("body")
                .toString();

        HttpResponse<String> got = ask("vectors", "'input':'The Ruby logo'");

        JsonNode told = OpenAiSchema.EMBEDDINGS.validText(got.body());
        assertThat(told.at("/data/0/embedding")).hasSize(64);
        assertThat(told.at("/data/0/embedding/0").doubleValue()).isEqualTo(-0.004177954);
        assertThat(told.at("/usage/total_tokens").intValue()).isEqualTo(261);
        // what is not text is told, as of a chat's answer
        assertThat(got.headers().firstValue("x-camelid-not-carried"))
                .contains("response.usageMetadata.promptTokenDetails");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "pass"})
    void llamaStackIsAskedInItsOwnWords(String provider) {
        answer = LLAMA_STACK.formatted(",\"metrics\":[{\"metric\":\"prompt_tokens\",\"value\":3}]");

        HttpResponse<String> got = ask(provider + "/all-MiniLM-L6-v2", "'input':'a','dimensions':2");

        assertThat(stub.last().path()).isEqualTo("/v1/inference/embeddings");
        assertThat(Sse.json(stub.last().text()))
                .isEqualTo(Sse.json("{\"model_id\":\"all-MiniLM-L6-v2\",\"contents\":[\"a\"],\"output_dimension\":2}"));
        JsonNode told = OpenAiSchema.EMBEDDINGS.validText(got.body());
        assertThat(told.at("/data/0/embedding/1").doubleValue()).isEqualTo(-1.25);
        assertThat(told.at("/usage/prompt_tokens").intValue()).isEqualTo(3);
    }

    @Test
    void numbersComeAsBase64WhereAskedFor() {
        answer = GEMINI.formatted("");

        HttpResponse<String> got = ask("vectors", "'input':'a','encoding_format':'base64'");

        String base64 = Sse.json(got.body()).at("/data/0/embedding").textValue();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(bytes.getFloat(), bytes.getFloat())).containsExactly(0.5f, -1.25f);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void openAisOwnClientReadsThem() {
        answer = GEMINI.formatted(",\"usageMetadata\":{\"promptTokenCount\":2}");
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey("any")
                .maxRetries(0)
                .build();

        CreateEmbeddingResponse got = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("vectors")
                        .input("Hi")
                        .build())
                .validate();

        assertThat(got.data().getFirst().embedding()).containsExactly(0.5f, -1.25f);
        assertThat(got.usage().promptTokens()).isEqualTo(2);
        assertThat(got.model()).isEqualTo("vectors");
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vectors", "stack/m"})
    void aCostThatNobodyToldIsNotInvented(String model) {
        answer = (model.equals("vectors") ? GEMINI : LLAMA_STACK).formatted("");

        HttpResponse<String> got = ask(model, "'input':'a'");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(Sse.json(got.body()).has("usage")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vectors", "stack/m"})
    void whatHasNoPlaceIsTold(String model) {
        answer = (model.equals("vectors") ? GEMINI : LLAMA_STACK).formatted(",\"own\":1");

        HttpResponse<String> got = ask(model, "'input':'a','user':'u','stream':true");

        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        assertThat(Sse.json(got.body()).at("/data/0/embedding/0").doubleValue()).isEqualTo(0.5);
        assertThat(got.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(got.headers().firstValue("x-camelid-not-carried")).contains("user,stream,response.own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"vectors | [1,2]", "vectors | [[1],[2]]", "stack/m | [1,2]"})
    void tokenIdsAreRefusedInWords(String model, String input) {
        OpenAiError.of(ask(model, "'input':" + input))
                .is(400, "invalid_request_error", "unsupported")
                .says("'input'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude/m", "route/m"})
    void aProviderWithoutThemIsNamed(String model) {
        int before = stub.requests().size();

        OpenAiError.of(ask(model, "'input':'a'"))
                .is(400, "invalid_request_error", "unsupported")
                .says(model.replace("/m", ""))
                .says("/embeddings");
        assertThat(stub.requests()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vectors | {'embeddings':[]}",
                "vectors | {'embeddings':[{'values':[1]},{'values':[2]}]}",
                "vectors | {'embeddings':[{'values':['1']}]}",
                "vectors | {'embeddings':[{'values':[1e99]}]}",
                "vectors | {'embeddings':[{}]}",
                "vectors | [1]",
                "vectors | <html>",
                "stack/m | {'embeddings':[]}",
                "stack/m | {'embeddings':[1]}",
                "stack/m | {'embeddings':[[1],[2]]}",
                "stack/m | {'embeddings':[[]]}",
                "stack/m | {}"
            })
    void anAnswerThatIsNoneIsTheProvidersFault(String model, String said) {
        answer = said.replace('\'', '"');

        OpenAiError.of(ask(model, "'input':'a'")).is(502, "api_error", "provider_bad_response");
    }

    @Test
    void aStreamIsNoAnswer() {
        answer = "data: {}\n\n";
        type = "text/event-stream";

        OpenAiError.of(ask("vectors", "'input':'a'")).is(502, "api_error", "provider_bad_response");
    }

    @Test
    void theProvidersErrorKeepsItsStatusAndWords() {
        status = 404;
        answer = "{\"error\":{\"code\":404,\"message\":\"models/x is not found\",\"status\":\"NOT_FOUND\"}}";

        OpenAiError error = OpenAiError.of(ask("vectors", "'input':'a'"));

        assertThat(error.status()).isEqualTo(404);
        error.says("models/x is not found");
    }
}
