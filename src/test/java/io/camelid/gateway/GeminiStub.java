package io.camelid.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelid.StubProvider;
import io.camelid.StubProvider.Connection;
import io.camelid.StubProvider.Request;
import io.camelid.dialect.Json;
import io.camelid.dialect.gemini.GeminiWire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers as the provider does, from golden files, and refuses what it would refuse. */
final class GeminiStub implements StubProvider.Answer {

    static final String KEY = "the-key";

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/gemini");
    private static final String BASE = "/v1beta/";

    private volatile StubProvider.Answer answer = (request, connection) -> connection.json(500, "{}");

    /** A folder of {@code answers} or {@code streams}. */
    void answers(String fixture) {
        answer = fixture.startsWith("streams/")
                ? (request, connection) -> stream(fixture, connection)
                : (request, connection) -> connection.json(200, read(fixture + "/answer.gemini.json"));
    }

    void does(StubProvider.Answer other) {
        answer = other;
    }

    /** An error in the provider's shape; on the streaming method it is labelled as a stream all the same. */
    void fails(int status, String word, String message, String details) {
        String body = """
                {"error":{"code":%d,"message":"%s","status":"%s","details":[%s]}}""".formatted(status, message, word, details);
        answer = (request, connection) -> connection.body(
                status,
                isStream(request) ? "text/event-stream" : "application/json; charset=UTF-8",
                body.getBytes(UTF_8));
    }

    @Override
    public void write(Request request, Connection connection) throws IOException, InterruptedException {
        List<String> problems = problems(request);
        if (problems.isEmpty()) {
            answer.write(request, connection);
        } else {
            connection.json(
                    400,
                    Json.MAPPER.writeValueAsString(Map.of(
                            "error",
                            Map.of("code", 400, "status", "INVALID_ARGUMENT", "message", "STUB: " + problems))));
        }
    }

    private static List<String> problems(Request request) throws IOException {
        List<String> problems = new ArrayList<>();
        if (!request.method().equals("POST") || !request.path().startsWith(BASE)) {
            problems.add(request.method() + " " + request.path());
            return problems;
        }
        if (request.headers().containsKey("authorization") || !request.headers().containsKey("x-goog-api-key")) {
            problems.add("the key goes in x-goog-api-key, and nowhere else");
        }
        if (!request.headers().getOrDefault("content-type", "").startsWith("application/json")) {
            problems.add("content-type");
        }
        problems.addAll(
                GeminiWire.problems(request.path().substring(BASE.length()), Json.MAPPER.readTree(request.body())));
        return problems;
    }

    private static void stream(String fixture, Connection connection) throws IOException {
        connection.beginStream();
        String text = read(fixture + "/stream.gemini.sse");
        for (int at = 0; at < text.length(); at += 50) {
            connection.send(text.substring(at, Math.min(text.length(), at + 50)));
        }
        connection.endStream();
    }

    private static boolean isStream(Request request) {
        return request.path().contains(":stream");
    }

    private static String read(String file) throws IOException {
        return Files.readString(FIXTURES.resolve(file));
    }
}
