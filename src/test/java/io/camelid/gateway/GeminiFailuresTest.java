package io.camelid.gateway;

import static io.camelid.gateway.GeminiGateway.chunks;
import static io.camelid.gateway.GeminiGateway.json;
import static io.camelid.gateway.GeminiGateway.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the native Gemini API can't do, or fails to do, behind the OpenAI door. */
class GeminiFailuresTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final GeminiGateway GEMINI = new GeminiGateway();

    @AfterAll
    static void stop() {
        GEMINI.close();
    }

    @Test
    void whatIsNotCarriedIsToldOrRefused() {
        GEMINI.provider().answers("answers/text");
        String asked = "\"user\":\"alice\",\"logit_bias\":{\"1\":1},";

        assertThat(GEMINI.chat(asked).headers().firstValue("x-camelid-not-carried"))
                .contains("logit_bias,user");
        try (Gateway strict = GEMINI.another("api_key: k,", Map.of("camelid.lossy", "reject"))) {
            HttpResponse<String> got = strict.post(CHAT, request(asked));
            assertThat(got.statusCode()).isEqualTo(400);
            assertThat(json(got).at("/error/code").textValue()).isEqualTo("unsupported");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, 400",
        "401, UNAUTHENTICATED, 401",
        "403, PERMISSION_DENIED, 403",
        "404, NOT_FOUND, 404",
        "500, INTERNAL, 502",
        "503, UNAVAILABLE, 503",
        "529, OVERLOADED, 503"
    })
    void anErrorKeepsItsWords(int status, String word, int told) {
        for (boolean stream : List.of(false, true)) {
            GEMINI.provider().fails(status, word, "Because of " + word, "");

            HttpResponse<String> got = GEMINI.chat("\"stream\":" + stream + ",");

            assertThat(got.statusCode()).isEqualTo(told);
            assertThat(json(got).at("/error/message").textValue()).isEqualTo("Because of " + word);
            assertThat(json(got).at("/error/type").textValue()).isEqualTo(told < 500 ? word : "api_error");
        }
    }

    @Test
    void aBadKeyIsToldByItsReason() {
        GEMINI.provider().fails(400, "INVALID_ARGUMENT", "API key not valid.", """
                {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}""");

        assertThat(json(GEMINI.chat("")).at("/error/code").textValue()).isEqualTo("API_KEY_INVALID");
    }

    @Test
    void theHintInAQuotaErrorBecomesRetryAfter() {
        GEMINI.provider().fails(429, "RESOURCE_EXHAUSTED", "Quota.", """
                {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.07s"}""");

        HttpResponse<String> got = GEMINI.chat("");

        assertThat(got.statusCode()).isEqualTo(429);
        assertThat(got.headers().firstValue("retry-after")).contains("35");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"failed-error-in-the-middle", "failed-malformed-call", "failed-not-json", "failed-broken-off"})
    void aFailureInTheMiddleIsTheStreamsLastEvent(String fixture) {
        GEMINI.provider().answers("streams/" + fixture);

        HttpResponse<String> got = GEMINI.chat("\"stream\":true,");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(chunks(got).getLast().has("error")).isTrue();
        assertThat(got.body()).contains("Once").doesNotContain("[DONE]").doesNotContain("finish_reason\":\"");
    }

    @ParameterizedTest
    @CsvSource({"failed-error-first, 429", "failed-empty, 502", "failed-html, 502"})
    void aFailureBeforeTheFirstEventIsAnOrdinaryError(String fixture, int status) {
        GEMINI.provider().answers("streams/" + fixture);

        HttpResponse<String> got = GEMINI.chat("\"stream\":true,");

        assertThat(got.statusCode()).isEqualTo(status);
        assertThat(json(got).has("error")).isTrue();
    }

    @Test
    void aConnectionThatBreaksIsAnErrorEvent() {
        GEMINI.provider().does((request, connection) -> {
            connection.beginStream();
            connection.send("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Once\"}]}}]}\r\n\r\n");
            connection.reset();
        });

        HttpResponse<String> got = GEMINI.chat("\"stream\":true,");

        assertThat(got.body()).doesNotContain("[DONE]").doesNotContain("finish_reason\":\"");
        assertThat((got.statusCode() == 200 ? chunks(got).getLast() : json(got)).has("error"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"completions, prompt"})
    void anEndpointItHasNotIsRefusedByName(String endpoint, String field) {
        HttpResponse<String> got =
                GEMINI.post("/v1/" + endpoint, "{\"model\":\"gemini/any\",\"%s\":\"Once\"}".formatted(field));

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(json(got).at("/error/code").textValue()).isEqualTo("unsupported");
        assertThat(json(got).at("/error/message").textValue())
                .containsIgnoringCase("gemini")
                .contains("/" + endpoint);
    }

    @Test
    void aKeyMayComeWithTheRequestAndIsNeeded() {
        GEMINI.provider().answers("answers/text");
        try (Gateway keyless = GEMINI.another("", Map.of())) {
            HttpResponse<String> refused = keyless.post(CHAT, request(""));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("gemini_api_key").contains("config.api_key");

            keyless.post(CHAT, request(""), "X-LlamaStack-Provider-Data", "{\"gemini_api_key\":\"mine\"}");
            assertThat(GEMINI.last().headers()).containsEntry("x-goog-api-key", "mine");
        }
    }

    @Test
    void aModelNobodyListedIsReachedByItsProvider() {
        GEMINI.provider().answers("answers/text");

        GEMINI.post(request("").replace("\"flash\"", "\"gemini/tunedModels/my-own\""));

        assertThat(GEMINI.last().path()).isEqualTo("/v1beta/tunedModels/my-own:generateContent");
    }
}
