package io.camelid.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.StubProvider;
import io.camelid.StubProvider.Connection;
import io.camelid.StubProvider.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider: refuses what the real one refuses, and answers what a case says in that one's own shapes. */
final class ProviderStub implements StubProvider.Answer, AutoCloseable {

    static final String KEY = "sk-of-the-operator";

    static final String WRONG_KEY = "sk-of-nobody";

    /** How a stream ends that does not end well. */
    enum Ending {
        CUT_OFF,
        WITHOUT_A_FINISH,
        WITH_AN_ERROR,
        ERROR_AT_ONCE
    }

    private final JsonNode row;
    private final Wire wire;
    private final StubProvider stub = new StubProvider(this);
    private volatile Reply reply = Reply.TEXT;
    private volatile int failure;
    private volatile String words = "";
    private volatile @Nullable Ending ending;
    private volatile @Nullable Asked asked;

    ProviderStub(JsonNode row) {
        this.row = row;
        this.wire = Wire.of(row);
    }

    void says(Reply next) {
        reply = next;
        failure = 0;
        ending = null;
        asked = null;
    }

    void fails(int status, String why) {
        says(Reply.TEXT);
        failure = status;
        words = why;
    }

    void ends(Ending how, String why) {
        says(Reply.TEXT);
        ending = how;
        words = why;
    }

    /** The request that was answered last; null where it refused all. */
    @Nullable
    Asked asked() {
        return asked;
    }

    int requests() {
        return stub.requests().size();
    }

    String host() {
        return stub.baseUrl().replace("/v1", "");
    }

    @Override
    public void write(Request request, Connection connection) throws IOException {
        String base = row.path("path").asText();
        String path = request.path().startsWith(base) ? request.path().substring(base.length()) : "";
        if (!request.method().equals("POST") || !wire.has(path)) {
            error(connection, 404, "Not found: " + request.method() + " " + request.path(), false);
        } else if (!hasKey(request)) {
            error(connection, row.at("/key/wrong").asInt(401), "Incorrect API key provided", false);
        } else {
            answer(request, path, connection);
        }
    }

    private boolean hasKey(Request request) {
        String sent = request.headers().get(wire.keyHeader());
        String prefix = wire.keyHeader().equals("authorization") ? "Bearer " : "";
        boolean elsewhere = List.of("authorization", "x-api-key", "x-goog-api-key").stream()
                .anyMatch(
                        it -> !it.equals(wire.keyHeader()) && request.headers().containsKey(it));
        boolean free = sent == null && row.at("/key/without").asText().equals("served");
        return !elsewhere && (free || (prefix + KEY).equals(sent));
    }

    private void answer(Request request, String path, Connection connection) throws IOException {
        JsonNode body = Data.json(request.text());
        List<String> problems = new ArrayList<>(wire.problems(path, body, request));
        if (!request.headers().getOrDefault("content-type", "").startsWith("application/json")) {
            problems.add("content-type");
        }
        Asked read = wire.asked(path, body);
        if (!problems.isEmpty()) {
            error(connection, 400, "refused: " + String.join("; ", problems), read.stream());
        } else if (failure > 0) {
            error(connection, failure, words, read.stream());
        } else if (read.stream()) {
            asked = read;
            stream(wire.stream(path, body, reply), connection);
        } else {
            asked = read;
            connection.json(200, wire.whole(path, body, reply), limits());
        }
    }

    private void error(Connection connection, int status, String why, boolean stream) throws IOException {
        String inBody = status == 429 ? row.path("hint_in_body").asText("") : "";
        String body = inBody.isEmpty() ? wire.error(status, why) : OpenAiWire.filled(inBody, status, why);
        List<String> headers = new ArrayList<>(Arrays.asList(limits()));
        if (status == 429 && row.path("hint").isObject()) {
            headers.addAll(headers(row.path("hint")));
        }
        connection.body(status, wire.errorType(stream), body.getBytes(UTF_8), headers.toArray(String[]::new));
    }

    private String[] limits() {
        return headers(row.path("limits")).toArray(String[]::new);
    }

    private static List<String> headers(JsonNode object) {
        List<String> headers = new ArrayList<>();
        object.fields()
                .forEachRemaining(
                        it -> headers.addAll(List.of(it.getKey(), it.getValue().asText())));
        return headers;
    }

    private void stream(List<String> events, Connection connection) throws IOException {
        connection.beginStream(limits());
        if (ending == null) {
            inPieces(String.join("", events), connection);
            connection.endStream();
            return;
        }
        if (ending != Ending.ERROR_AT_ONCE) {
            inPieces(String.join("", begun(events)), connection);
        }
        if (ending == Ending.CUT_OFF) {
            connection.socket().close();
            return;
        }
        if (ending != Ending.WITHOUT_A_FINISH) {
            connection.send(wire.errorEvent(words));
        }
        connection.endStream();
    }

    /** Up to the second piece of text. */
    private static List<String> begun(List<String> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).contains(Reply.TEXT.text().get(1))) {
                return events.subList(0, i + 1);
            }
        }
        throw new AssertionError("the case has no text: " + events);
    }

    /** Events are split wherever it happens, also inside a character. */
    private static void inPieces(String text, Connection connection) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at += 97) {
            connection.send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 97)));
        }
    }

    @Override
    public void close() {
        stub.close();
    }
}
