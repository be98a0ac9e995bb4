package io.camelid.gateway;

import static io.camelid.gateway.Sse.data;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Gateway;
import io.camelid.translation.FieldTable;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tables of {@code fixtures/fields} leave to the gateway is done there: the answer is another with it. */
class GatewayFieldsTest {

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: simulator, provider_type: "inline::simulator"}
                models:
                - {model_id: m, provider_id: simulator}
                """, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> fields() {
        return Stream.concat(
                fields(
                        "openai-chat-request",
                        "/v1/chat/completions",
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
                fields("openai-completion-request", "/v1/completions", "{\"model\":\"m\",\"prompt\":\"hi\"}"));
    }

    private static Stream<Arguments> fields(String table, String path, String base) {
        return FieldTable.rows(table).stream()
                .filter(row -> row.fate(2).equals("gateway"))
                .map(row -> Arguments.of(path, row, row.on(base)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("fields")
    void aFieldThatIsTheGatewaysMakesAnotherAnswer(String path, FieldTable.Row row, ObjectNode request) {
        assertThat(said(path, request)).isNotEqualTo(said(path, row.without(request)));
    }

    /** All of an answer but what is another each time. */
    private static List<JsonNode> said(String path, JsonNode request) {
        HttpResponse<String> got = gateway.post(path, request.toString());
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
        return (request.path("stream").asBoolean() ? data(got) : List.of(got.body()))
                .stream()
                        .filter(event -> !event.equals("[DONE]"))
                        .map(event -> (JsonNode) ((ObjectNode) json(event)).without(List.of("id", "created")))
                        .toList();
    }
}
