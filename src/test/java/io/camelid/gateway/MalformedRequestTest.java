package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.dialect.openai.OpenAiSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transfer-encoding: gzip",
                "transfer-encoding: identity",
                "transfer-encoding: chunked, identity",
                "transfer-encoding: gzip, chunked",
                "transfer-encoding: xchunked",
                "transfer-encoding: ",
                "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
                "content-length: 2\r\ntransfer-encoding: gzip",
                "transfer-encoding: identity\r\ncontent-length: 2"
            })
    void aBodyWithoutAKnownEndIsRefusedAndNotReadAsTheNextRequest(String framing) {
        assertRefused(
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n" + framing
                        + "\r\n\r\nGET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n",
                400);
    }

    @Test
    void chunksOfAnOlderHttpAreRefused() {
        assertRefused("POST /v1/chat/completions HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    }

    @Test
    void chunksInCapitalsAreRead() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                    + "connection: close\r\ntransfer-encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

            assertThat(client.readAll()).startsWith("HTTP/1.1 400 ").contains("'model'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n-1\r\n\r\n", "2\r\n{}xx\r\n0\r\n\r\n"})
    void aChunkThatIsNoneIsRefused(String chunks) {
        assertRefused(
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                        + "transfer-encoding: chunked\r\n\r\n" + chunks
                        + "GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n",
                400);
    }

    @Test
    void aChunkThatIsNoneIsRefusedInItsTurn() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n"
                    + "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n");

            assertThat(client.readAll()).matches("(?s)HTTP/1.1 200 .*HTTP/1.1 400 .*chunks.*");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models,,Host",
        "/v1/models,a b,Host",
        "/v1/models/%zz,x,path",
        "/v1/models/gpt%zz?a=b,x,path",
        "/v1/models?a=%zz,x,query"
    })
    void aRefusalNamesWhatIsWrong(String path, @Nullable String host, String named) {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET " + path + " HTTP/1.1\r\n" + (host == null ? "" : "host: " + host + "\r\n")
                    + "connection: close\r\n\r\n");
            String answer = client.readAll();

            assertThat(answer).startsWith("HTTP/1.1 400 ");
            assertThat(OpenAiSchema.ERROR
                            .validText(bodyOf(answer))
                            .at("/error/message")
                            .textValue())
                    .contains(named);
        }
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
                    .containsIgnoringCase("x-request-id: req_")
                    .containsOnlyOnce("HTTP/1.");
            OpenAiSchema.ERROR.validText(bodyOf(answer));
        }
    }

    private static String bodyOf(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
