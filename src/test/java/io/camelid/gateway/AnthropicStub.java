package io.camelid.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import io.camelid.StubProvider.Connection;
import io.camelid.StubProvider.Request;
import io.camelid.dialect.Json;
import io.camelid.dialect.anthropic.AnthropicWire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Messages API that is as strict as the real one. What it answers is what the user's last text names: a golden file of the
 * dialect, whole or as a stream, or an error status.
 */
final class AnthropicStub {

    static final String KEY = "sk-ant-stub";

    private static final String[] LIMITS = {
        "retry-after",
        "17",
        "anthropic-ratelimit-requests-limit",
        "50",
        "anthropic-ratelimit-requests-reset",
        "2020-01-01T00:00:00Z",
        "anthropic-organization-id",
        "org-of-the-operator"
    };

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/anthropic");

    private AnthropicStub() {}

    static StubProvider start() {
        return new StubProvider(AnthropicStub::answer);
    }

    /** One that serves it as {@code sonnet}, and has an entry with a wrong key and one without. */
    static Gateway gateway(StubProvider stub) {
        return Gateway.start("""
                providers:
                  inference:
                  - {provider_id: claude, provider_type: "remote::anthropic", config: {base_url: "%1$s", api_key: "%2$s"}}
                  - {provider_id: wrong, provider_type: "remote::anthropic", config: {base_url: "%1$s", api_key: "sk-other"}}
                  - {provider_id: keyless, provider_type: "remote::anthropic"}
                models:
                - {model_id: sonnet, provider_id: claude, provider_model_id: claude-sonnet-4-5}
                """.formatted(stub.baseUrl(), KEY), Map.of());
    }

    private static void answer(Request request, Connection connection) throws IOException {
        if (!KEY.equals(request.headers().get("x-api-key")) || request.headers().containsKey("authorization")) {
            error(connection, 401, "authentication_error", "invalid x-api-key");
        } else if (!request.path().equals("/v1/messages") || !request.method().equals("POST")) {
            error(connection, 404, "not_found_error", "Not found");
        } else if (!"2023-06-01".equals(request.headers().get("anthropic-version"))) {
            error(connection, 400, "invalid_request_error", "anthropic-version: header is required");
        } else {
            answer(Sse.json(request.text()), connection);
        }
    }

    private static void answer(JsonNode body, Connection connection) throws IOException {
        List<String> problems = AnthropicWire.problems(body);
        if (!problems.isEmpty()) {
            error(connection, 400, "invalid_request_error", String.join("; ", problems));
            return;
        }
        String wish = wish(body);
        switch (wish) {
            case "404" ->
                error(
                        connection,
                        404,
                        "not_found_error",
                        "model: " + body.path("model").textValue());
            case "version" ->
                error(connection, 400, "invalid_request_error", "anthropic-version: 2023-06-01 is not a valid version");
            case "413" -> error(connection, 413, "request_too_large", "Request exceeds the maximum size");
            case "429" -> error(connection, 429, "rate_limit_error", "Too fast", LIMITS);
            case "500" -> error(connection, 500, "api_error", "Internal server error");
            case "529" -> error(connection, 529, "overloaded_error", "Overloaded");
            case "page" -> connection.body(502, "text/html", "<html>Bad gateway</html>".getBytes());
            case "overloaded-at-once" -> stream(connection, event("error", error("overloaded_error", "Overloaded")));
            case "invalid-under-200" -> {
                String error = error("invalid_request_error", "Too many words");
                if (body.path("stream").asBoolean()) {
                    stream(connection, event("error", error));
                } else {
                    connection.json(200, error);
                }
            }
            case "overloaded-later" ->
                stream(connection, begun(), event("error", error("overloaded_error", "Overloaded")));
            case "broken-off" -> stream(connection, begun());
            default -> fixture(wish, body.path("stream").asBoolean(), connection);
        }
    }

    private static String wish(JsonNode body) {
        JsonNode content =
                body.path("messages").path(body.path("messages").size() - 1).path("content");
        return content.path(content.size() - 1).path("text").asText("text");
    }

    private static void fixture(String name, boolean stream, Connection connection) throws IOException {
        if (stream) {
            stream(
                    connection,
                    Files.readString(FIXTURES.resolve("stream").resolve(name).resolve("stream.anthropic.sse")));
        } else {
            connection.json(
                    200,
                    Files.readString(FIXTURES.resolve("response").resolve(name).resolve("response.anthropic.json")));
        }
    }

    private static void stream(Connection connection, String... events) throws IOException {
        connection.beginStream();
        for (String event : events) {
            connection.send(event);
        }
        connection.endStream();
    }

    private static String begun() {
        return event("message_start", "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":3}}}")
                + event(
                        "content_block_start",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
                + event(
                        "content_block_delta",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}");
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private static void error(Connection connection, int status, String type, String message, String... headers)
            throws IOException {
        connection.json(status, error(type, message), headers);
    }

    private static String error(String type, String message) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("type", "error");
        json.putObject("error").put("type", type).put("message", message);
        return json.put("request_id", "req_011").toString();
    }
}
