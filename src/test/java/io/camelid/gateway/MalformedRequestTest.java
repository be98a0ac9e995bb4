package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.dialect.openai.OpenAiSchema;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no route ever sees is still answered with an error in OpenAI's shape, not with a page or nothing. */
class MalformedRequestTest {

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(
                "providers: {inference: []}\nmodels: []\n",
                Map.of("camelid.max-header-bytes", "4096", "camelid.request-timeout-millis", "300"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx"
            })
    void whatIsNoHttpIsRefused(String request) {
        assertRefused(request, 400);
    }

    @Test
    void anOverlongLineIsRefused() {
        assertRefused("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nhost: x\r\n\r\n", 414);
    }

    @Test
    void overlargeHeadersAreRefused() {
        assertRefused("GET /v1/models HTTP/1.1\r\nhost: x\r\nx: " + "x".repeat(5000) + "\r\n\r\n", 431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/%ZZ", "/v1/%", "/v1/../../etc/passwd", "*", "http://x/v1/nope"})
    void anOddPathIsRefusedAsAnyOther(String path) {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET " + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            String answer = client.readAll();

            assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
            OpenAiSchema.ERROR.validText(bodyOf(answer));
        }
    }

    @Test
    void whatIsNoPathIsAnUnknownOneAndKeepsItsId() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET * HTTP/1.1\r\nhost: x\r\nx-request-id: mine\r\n\r\n");
            String answer = client.readAll();

            assertThat(answer).startsWith("HTTP/1.1 404 ").containsIgnoringCase("x-request-id: mine\r\n");
            assertThat(OpenAiSchema.ERROR
                            .validText(bodyOf(answer))
                            .at("/error/code")
                            .textValue())
                    .isEqualTo("unknown_url");
        }
    }

    @Test
    void aRequestThatDoesNotComeToItsEndIsRefused() {
        assertRefused(
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
                408);
    }

    private static void assertRefused(String request, int status) {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(request);
            String answer = client.readAll();

            assertThat(answer)
                    .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                    .containsIgnoringCase("content-type: application/json")
                    .containsIgnoringCase("x-request-id: req_");
            OpenAiSchema.ERROR.validText(bodyOf(answer));
        }
    }

    private static String bodyOf(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
