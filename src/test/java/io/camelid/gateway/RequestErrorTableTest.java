package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the contract's error table that a request earns by itself: no provider is asked. */
class RequestErrorTableTest {

    private static final String INVALID = "invalid_request_error";
    private static final int LIMIT = 64 * 1024;
    private static final String ANSWER = "{\"choices\":[]}";

    private static StubProvider stub;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        stub = StubProvider.json(200, ANSWER);
        gateway = Gateway.start(
                """
                providers:
                  inference:
                  - {provider_id: stub, provider_type: "remote::openai-compat", config: {base_url: "%s"}}
                  - {provider_id: keyed, provider_type: "remote::openai", config: {base_url: "%s"}}
                models:
                - {model_id: gpt-x, provider_id: stub}
                - {model_id: vectors, provider_id: stub, model_type: embedding}
                """.formatted(stub.baseUrl(), stub.baseUrl()),
                Map.of("camel.server.maxBodySize", String.valueOf(LIMIT)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    static List<String> endpoints() {
        return List.of(
                "/v1/chat/completions",
                "/v1/openai/v1/chat/completions",
                "/v1/completions",
                "/v1/openai/v1/completions",
                "/v1/embeddings",
                "/v1/openai/v1/embeddings");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aBodyThatIsNotOneJsonObjectIsRefused(String path) {
        List<String> bodies = List.of(
                "nope",
                "{",
                "{\"model\":}",
                "{\"model\":\"gpt-x\",",
                "{\"model\":\"gpt-x\"",
                "[]",
                "[{\"model\":\"gpt-x\"}]",
                "\"gpt-x\"",
                "null",
                "7",
                " ",
                "{} x",
                "{}{}",
                whole("gpt-x") + "]",
                "{'model':'gpt-x'}",
                "model=gpt-x");
        for (String body : bodies) {
            for (String sent : List.of(body, streamed(body))) {
                OpenAiError.of(gateway.post(path, sent)).is(400, INVALID, null).blames(null);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void anEmptyBodyIsRefused(String path) {
        OpenAiError.of(gateway.post(path, ""))
                .is(400, INVALID, null)
                .blames(null)
                .says("no body");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aBodyThatIsNotUtf8IsRefused(String path) {
        for (String body : List.of(whole("gpt-x"), streamed(whole("gpt-x")))) {
            HttpResponse<String> answer = gateway.send(gateway.request(path)
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_16))));

            OpenAiError.of(answer).is(400, INVALID, null);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat/completions | {'messages':[]}                                             | model",
                "chat/completions | {'model':null,'messages':[{'role':'user','content':'x'}]}   | model",
                "chat/completions | {'model':1,'messages':[{'role':'user','content':'x'}]}      | model",
                "chat/completions | {'model':{},'messages':[{'role':'user','content':'x'}]}     | model",
                "chat/completions | {'model':'','messages':[{'role':'user','content':'x'}]}     | model",
                "chat/completions | {'model':'gpt-x'}                                           | messages",
                "chat/completions | {'model':'gpt-x','messages':null}                           | messages",
                "chat/completions | {'model':'gpt-x','messages':'x'}                            | messages",
                "chat/completions | {'model':'gpt-x','messages':{}}                             | messages",
                "chat/completions | {'model':'gpt-x','messages':[]}                             | messages",
                "chat/completions | {'model':'gpt-x','messages':[{}],'stream':'yes'}            | stream",
                "chat/completions | {'model':'gpt-x','messages':[{}],'stream':1}                | stream",
                "chat/completions | {'model':'gpt-x','messages':[{}],'stream':true,'stream_options':[]} | stream_options",
                "completions      | {'prompt':'x'}                                              | model",
                "completions      | {'model':[],'prompt':'x'}                                   | model",
                "completions      | {'model':'gpt-x'}                                           | prompt",
                "completions      | {'model':'gpt-x','prompt':1}                                | prompt",
                "completions      | {'model':'gpt-x','prompt':{}}                               | prompt",
                "completions      | {'model':'gpt-x','prompt':true}                             | prompt",
                "completions      | {'model':'gpt-x','prompt':'x','stream':'true'}              | stream",
                "embeddings       | {'input':'x'}                                               | model",
                "embeddings       | {'model':true,'input':'x'}                                  | model",
                "embeddings       | {'model':'vectors'}                                         | input",
                "embeddings       | {'model':'vectors','input':null}                            | input",
                "embeddings       | {'model':'vectors','input':1}                               | input",
                "embeddings       | {'model':'vectors','input':{}}                              | input"
            },
            quoteCharacter = '`')
    void aFieldThatIsMissingOrOfTheWrongTypeIsNamed(String endpoint, String body, String field) {
        String json = body.replace('\'', '"');
        for (String base : List.of("/v1/", "/v1/openai/v1/")) {
            for (String sent : List.of(json, streamed(json))) {
                OpenAiError.of(gateway.post(base + endpoint, sent))
                        .is(400, INVALID, null)
                        .blames(field)
                        .says("'" + field + "'");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelNobodyServesIsRefusedByName(boolean stream) {
        for (String model : List.of("gpt-nobody", "nobody/gpt-x", "GPT-X", "stub", "stub/")) {
            OpenAiError.of(gateway.post("/v1/chat/completions", chat(model, stream)))
                    .is(404, INVALID, "model_not_found")
                    .blames("model")
                    .says("'" + model + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelOfTheOtherTypeIsRefused(boolean stream) {
        OpenAiError.of(gateway.post("/v1/chat/completions", chat("vectors", stream)))
                .is(400, INVALID, null)
                .blames("model")
                .says("embedding model");
        OpenAiError.of(gateway.post("/v1/embeddings", "{\"model\":\"gpt-x\",\"input\":\"x\"}"))
                .is(400, INVALID, null)
                .blames("model");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderWithoutItsKeyIsToldWithTheMend(boolean stream) {
        OpenAiError.of(gateway.post("/v1/chat/completions", chat("keyed/gpt-4o", stream)))
                .is(401, INVALID, "provider_key_missing")
                .says("config.api_key", "X-LlamaStack-Provider-Data", "openai_api_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/v1/chat",
                "/v1/chat/completions/x",
                "/v1/openai/v1/nope",
                "/V1/models",
                "/x/y"
            })
    void aPathNobodyServesIsRefused(String path) {
        OpenAiError.of(gateway.post(path, whole("gpt-x")))
                .is(404, INVALID, "unknown_url")
                .says("POST " + path);
        OpenAiError.of(gateway.get(path)).is(404, INVALID, "unknown_url").says("GET " + path);
        OpenAiError.of(gateway.send(gateway.request(path).DELETE())).is(404, INVALID, "unknown_url");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aMethodThatAPathDoesNotKnowIsRefusedWithThoseItKnows(String path) {
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            OpenAiError.of(gateway.send(gateway.request(path).method(method, BodyPublishers.ofString("{}"))))
                    .is(405, INVALID, "method_not_supported")
                    .carries("allow", "POST");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/gpt-x", "/v1/openai/v1/models", "/v1/openai/v1/models/gpt-x"})
    void modelsAreOnlyRead(String path) {
        for (String method : List.of("POST", "PUT", "DELETE")) {
            OpenAiError.of(gateway.send(gateway.request(path).method(method, BodyPublishers.ofString("{}"))))
                    .is(405, INVALID, "method_not_supported")
                    .carries("allow", "GET");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyOverTheLimitIsRefusedHoweverItIsAnnounced(boolean stream) {
        byte[] large = padded(LIMIT + 1, stream);
        OpenAiError.of(post(BodyPublishers.ofByteArray(large)))
                .is(413, INVALID, "request_too_large")
                .says(String.valueOf(LIMIT), "camel.server.max-body-size");
        OpenAiError.of(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                .is(413, INVALID, "request_too_large");
    }

    @Test
    void aBodyOfExactlyTheLimitIsServed() {
        byte[] body = padded(LIMIT, false);
        assertThat(post(BodyPublishers.ofByteArray(body)).body()).isEqualTo(ANSWER);
        assertThat(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .body())
                .isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void anotherMediaTypeThanJsonIsRefused(String path) {
        List<String> types = List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/jsonp",
                "nonsense");
        for (String type : types) {
            for (String body : List.of(whole("gpt-x"), streamed(whole("gpt-x")))) {
                OpenAiError.of(gateway.post(path, body, "content-type", type))
                        .is(415, INVALID, "unsupported_media_type")
                        .says("application/json");
            }
        }
    }

    @Test
    void jsonMayNameItsCharset() {
        for (String type : List.of("application/json;charset=UTF-8", "Application/JSON ; charset=utf-8")) {
            assertThat(gateway.post("/v1/chat/completions", whole("gpt-x"), "content-type", type)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> post(java.net.http.HttpRequest.BodyPublisher body) {
        return gateway.send(gateway.request("/v1/chat/completions")
                .header("content-type", "application/json")
                .POST(body));
    }

    private static byte[] padded(int length, boolean stream) {
        String start = "{\"model\":\"gpt-x\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"";
        String end = "\"}]}";
        return (start + "x".repeat(length - start.length() - end.length()) + end).getBytes(StandardCharsets.US_ASCII);
    }

    private static String whole(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{}],\"prompt\":\"x\",\"input\":\"x\"}";
    }

    /** The same, where it is an object or the beginning of one, asking for a stream; its fault stays the only one. */
    private static String streamed(String body) {
        boolean empty = body.startsWith("{}");
        boolean told = body.contains("\"stream\"");
        return told ? body : body.replaceFirst("^\\{", "{\"stream\":true" + (empty ? "" : ","));
    }

    private static String chat(String model, boolean stream) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":%s}"
                .formatted(model, stream);
    }
}
