package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the contract's error table that a provider earns by what it answers. */
@ParameterizedClass
@EnumSource
class ProviderErrorTableTest {

    private static final String API = "api_error";
    private static final int MAX_ANSWER = 64 * 1024;

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    private final Endpoint endpoint;

    ProviderErrorTableTest(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @BeforeAll
    static void start() {
        gateway = Gateway.start(
                """
                providers:
                  inference:
                  - {provider_id: stub, provider_type: "remote::openai-compat", config: {base_url: "%s"}}
                """.formatted(PROVIDER.stub().baseUrl()),
                Map.of("camelid.max-answer-bytes", String.valueOf(MAX_ANSWER)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400,false",
        "401,false",
        "402,false",
        "403,true",
        "404,false",
        "408,true",
        "409,true",
        "413,false",
        "422,true",
        "429,false",
        "451,true",
        "499,false"
    })
    void anOpenAiErrorIsPassedOnByteForByte(int status, boolean stream) {
        String body =
                "{ \"error\" : {\"code\":\"odd\",\"message\":\"n\\u00f6 \\/ %d\",\"type\":\"their_type\",\"param\":\"top_p\",\"x\":1.0}}"
                        .formatted(status);
        PROVIDER.answersJson(status, body);

        HttpResponse<String> answer = ask(stream);

        OpenAiError.of(answer).is(status, "their_type", "odd").blames("top_p").says("nö / " + status);
        assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error':'the words'}",
                "{'error':{'message':'the words'}}",
                "{'error':{'message':'the words','code':400}}",
                "{'error':{'code':400,'message':'the words','status':'INVALID_ARGUMENT'}}",
                "[{'error':{'code':400,'message':'the words','status':'INVALID_ARGUMENT'}}]",
                "{'message':'the words'}",
                "{'object':'error','message':'the words','type':'BadRequestError','param':null,'code':400}",
                "{'detail':'the words'}",
                "{'detail':[{'loc':['body','messages'],'msg':'the words','type':'missing'}]}",
                "{'type':'error','error':{'type':'invalid_request_error','message':'the words'}}",
                "{'unheard':{'of':'the words'}}",
                "`the words`",
                "the words"
            })
    void whateverShapeARefusalHasItsTextIsKept(String body) {
        for (boolean stream : List.of(false, true)) {
            PROVIDER.answersJson(400, body.replace('\'', '"'));

            OpenAiError error = OpenAiError.of(ask(stream)).says("the words");

            assertThat(error.status()).isEqualTo(400);
        }
    }

    @Test
    void aRefusalOfPlainTextIsKept() {
        PROVIDER.answersBody(404, "text/plain; charset=utf-8", "  kein Modell für dich\n");

        OpenAiError error = OpenAiError.of(ask(false)).is(404, "invalid_request_error", null);

        assertThat(error.message()).isEqualTo("kein Modell für dich");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<!DOCTYPE html><html><body>secret page</body></html>", "<html><h1>secret page</h1></html>"})
    void aRefusalWithoutWordsNamesTheStatus(String body) {
        PROVIDER.answersBody(403, "text/html", body);

        OpenAiError error = OpenAiError.of(ask(true)).says("403");

        assertThat(error.status()).isEqualTo(403);
        assertThat(error.message()).doesNotContain("secret");
    }

    @Test
    void aLongRefusalKeepsItsStatus() {
        PROVIDER.answersBody(400, "text/plain", "no ".repeat(700_000));

        assertThat(OpenAiError.of(ask(false)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProvidersWordsOnHowToGoOnReachTheClient(boolean stream) {
        PROVIDER.answersJson(
                429,
                "{\"error\":{\"message\":\"slow down\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}",
                "Retry-After",
                "7",
                "X-RateLimit-Remaining-Requests",
                "0",
                "x-ratelimit-reset-tokens",
                "6m0s",
                "x-should-retry",
                "perhaps",
                "x-secret-of-theirs",
                "1",
                "set-cookie",
                "a=b");

        OpenAiError error = OpenAiError.of(ask(stream))
                .is(429, "requests", "rate_limit_exceeded")
                .carries("retry-after", "7")
                .carries("x-ratelimit-remaining-requests", "0")
                .carries("x-ratelimit-reset-tokens", "6m0s")
                .carries("x-camelid-provider", "stub");
        assertThat(error.headers().map()).doesNotContainKeys("x-secret-of-theirs", "set-cookie", "x-should-retry");
    }

    @ParameterizedTest
    @CsvSource({"500,502", "501,502", "502,502", "503,503", "504,502", "520,502", "529,503", "599,502"})
    void aProviderThatFailedIsUnavailable(int status, int told) {
        for (boolean stream : List.of(false, true)) {
            PROVIDER.answersJson(
                    status,
                    "{\"error\":{\"message\":\"we broke\",\"type\":\"server_error\",\"param\":null,\"code\":\"x\"}}",
                    "retry-after",
                    "3");

            OpenAiError.of(ask(stream))
                    .is(told, API, "provider_unavailable")
                    .says("we broke")
                    .carries("retry-after", "3");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html        | <html><body>welcome</body></html>",
                "application/json | <html><body>welcome</body></html>",
                "application/json | ''",
                "application/json | '  '",
                "application/json | nope",
                "application/json | [1]",
                "application/json | \"x\"",
                "application/json | null",
                "application/json | {\"choices\":[",
                "application/json | {\"choices\":[]} x",
                "text/plain       | hello",
                "text/event-stream| data: {\"choices\":[]}"
            })
    void anAnswerThatIsNotTheDialectIsTold(String contentType, String body) {
        PROVIDER.answersBody(200, contentType, body);

        OpenAiError.of(ask(false)).is(502, API, "provider_bad_response");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json  | {\"choices\":[]}",
                "text/html         | <html><body>welcome</body></html>",
                "application/json  | ''",
                "text/event-stream | ''",
                "text/event-stream | {\"choices\":[]}",
                "text/event-stream | : only a comment\\n\\n",
                "text/event-stream | data: nope\\n\\n",
                "text/event-stream | data: [1]\\n\\n",
                "text/event-stream | <html><body>welcome</body></html>"
            })
    void aStreamThatIsNoneIsTold(String contentType, String body) {
        PROVIDER.answersBody(200, contentType, body.replace("\\n", "\n"));

        OpenAiError.of(ask(true)).is(502, API, "provider_bad_response");
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308", "304", "202", "204", "206"})
    void noRedirectIsFollowed(int status) {
        for (boolean stream : List.of(false, true)) {
            PROVIDER.answersJson(status, "", "location", PROVIDER.stub().baseUrl() + "/elsewhere");
            int before = PROVIDER.stub().requests().size();

            OpenAiError.of(ask(stream)).is(502, API, "provider_bad_response");
            assertThat(PROVIDER.stub().requests()).hasSize(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatIsNotHttpIsTold(boolean stream) {
        PROVIDER.answers((request, connection) -> {
            connection.raw("HTTP/1.1 200 OK\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n"
                    .formatted(stream ? "text/event-stream" : "application/json"));
            connection.socket().close();
        });

        OpenAiError.of(ask(stream)).is(502, API, "provider_bad_response");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anErrorInAGoodAnswerIsAnError(boolean stream) {
        PROVIDER.answersJson(200, "{\"error\":{\"message\":\"we broke\",\"type\":\"server_error\"}}");
        if (stream) {
            PROVIDER.answersBody(200, "text/event-stream", "data: {\"error\":{\"message\":\"we broke\"}}\n\n");
        }

        OpenAiError.of(ask(stream)).is(502, API, "provider_unavailable").says("we broke");
    }

    @Test
    void anAnswerLargerThanTheLimitIsCutOff() {
        String start = "{\"choices\":[],\"x\":\"";
        String large = start + "x".repeat(MAX_ANSWER - start.length() - 1) + "\"}";
        PROVIDER.answersJson(200, large);
        OpenAiError.of(ask(false)).is(502, API, "provider_bad_response").says(String.valueOf(MAX_ANSWER));

        PROVIDER.answersJson(200, large.replace("xx\"}", "x\"}"));
        assertThat(ask(false).statusCode()).isEqualTo(200);
    }

    @Test
    void afterEachFailureTheGatewayServesOn() {
        PROVIDER.answers((request, connection) -> connection.reset());
        OpenAiError.of(ask(false)).is(502, API, "provider_unavailable");

        PROVIDER.answersJson(200, "{\"choices\":[]}");
        assertThat(ask(false).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ask(boolean stream) {
        return gateway.post(endpoint.path(), endpoint.request("stub/m", stream));
    }
}
