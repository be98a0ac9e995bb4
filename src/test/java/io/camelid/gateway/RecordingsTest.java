package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Gateway;
import io.camelid.Mended;
import io.camelid.ScriptedProvider;
import io.camelid.StubProvider.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real providers' answers through the gateway, over real HTTP; needs {@code CAMELID_SHARED}. */
class RecordingsTest {

    private static final String DONE = "[DONE]";
    private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static List<Recording> recordings = List.of();
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        String shared = System.getenv("CAMELID_SHARED");
        assumeTrue(shared != null, "CAMELID_SHARED is not set: no recordings to replay");
        recordings = Recording.in(Path.of(shared, "recordings"));
        gateway = Gateway.before(PROVIDER.stub());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        PROVIDER.close();
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 1, 2, 3, 7})
    void everyRecordedExchangeIsReplayed(int piece) {
        Map<String, Integer> leftOut = new TreeMap<>();
        List<String> passed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Recording recording : recordings) {
            String reason = recording.leftOut();
            if (reason != null) {
                leftOut.merge(reason, 1, Integer::sum);
                continue;
            }
            try {
                replay(recording, piece);
                passed.add(recording.id());
            } catch (AssertionError | RuntimeException e) {
                failed.add("%n%s: %.1500s".formatted(recording.id(), e));
            }
        }
        System.out.printf(
                "recordings in %s: %d replayed, %d passed, left out %s%n",
                piece == Integer.MAX_VALUE ? "one piece" : "pieces of " + piece + " bytes",
                passed.size() + failed.size(),
                passed.size(),
                leftOut);
        assertThat(failed).isEmpty();
        assertThat(passed).hasSizeGreaterThan(150);
    }

    private static void replay(Recording recording, int piece) {
        PROVIDER.stub().requests().clear();
        PROVIDER.answers((request, connection) -> write(recording, piece, connection));
        String model = "stub/" + recording.request().path("model").textValue();

        HttpResponse<String> answer = gateway.send(gateway.request("/v1" + recording.endpoint())
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(recording.request(model))));

        assertThat(PROVIDER.stub().requests()).as(answer.body()).hasSize(1);
        assertThat(PROVIDER.stub().last().path()).isEqualTo("/v1" + recording.endpoint());
        assertThat(PROVIDER.stub().last().body())
                .isEqualTo(recording.request(recording.request().path("model").textValue()));
        if (recording.status() != 200) {
            refused(recording, answer);
        } else if (recording.isStream()) {
            streamed(recording, model, answer);
        } else {
            whole(recording, model, answer);
        }
    }

    private static void refused(Recording recording, HttpResponse<String> answer) {
        OpenAiError error = OpenAiError.of(answer);
        int status = recording.status();
        assertThat(error.status()).isEqualTo(status < 500 ? status : status == 503 || status == 529 ? 503 : 502);
        assertSays(error.message(), recording.words());
    }

    private static void whole(Recording recording, String model, HttpResponse<String> answer) {
        String wire = Mended.told(recording.id(), new String(recording.wire(), StandardCharsets.UTF_8));
        JsonNode body = Recording.json(wire);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String got = Mended.withoutIds(answer.body());
        assertThat(got).isEqualTo(renamed(wire, body, model));
        assertThat(Recording.json(got)).isEqualTo(renamed(body, model));
    }

    private static void streamed(Recording recording, String model, HttpResponse<String> answer) {
        List<String> sent = events(Mended.told(recording.id(), new String(recording.wire(), StandardCharsets.UTF_8)));
        if (isError(sent.getFirst())) {
            assertSays(OpenAiError.of(answer).message(), Recording.words(Recording.json(sent.getFirst())));
            return;
        }
        List<String> got = events(Mended.withoutIds(answer.body()));
        Finished finished = new Finished();
        for (int i = 0; i < sent.size(); i++) {
            String event = sent.get(i);
            assertThat(got).as("event %d: %s", i, event).hasSizeGreaterThan(i);
            if (event.equals(DONE)) {
                assertThat(got.get(i)).isEqualTo(DONE);
                assertThat(got).hasSize(i + 1);
                return;
            } else if (isError(event)) {
                assertSays(
                        Recording.json(got.get(i)).at("/error/message").textValue(),
                        Recording.words(Recording.json(event)));
                assertThat(got).as("nothing after an error").hasSize(i + 1);
                return;
            }
            JsonNode chunk = Recording.json(event);
            finished.see(chunk);
            assertThat(got.get(i)).isEqualTo(renamed(event, chunk, model));
            assertThat(Recording.json(got.get(i))).isEqualTo(renamed(chunk, model));
        }
        assertThat(got).hasSize(sent.size() + 1);
        if (finished.all()) {
            assertThat(got.getLast()).isEqualTo(DONE);
        } else {
            assertThat(isError(got.getLast())).isTrue();
        }
    }

    /** Which choices have begun, and which have said why they ended. */
    private static final class Finished {
        private final Map<Integer, Boolean> choices = new TreeMap<>();

        void see(JsonNode chunk) {
            for (JsonNode choice : chunk.path("choices")) {
                boolean ended = choice.path("finish_reason").isTextual();
                choices.merge(choice.path("index").asInt(), ended, Boolean::logicalOr);
            }
        }

        boolean all() {
            return !choices.isEmpty() && !choices.containsValue(false);
        }
    }

    private static void assertSays(String message, List<String> words) {
        assertThat(words).as("the recording has words").isNotEmpty();
        assertThat(words).as(message).anySatisfy(it -> assertThat(message).contains(it));
    }

    private static boolean isError(String event) {
        return !event.equals(DONE) && Recording.json(event).hasNonNull("error");
    }

    private static JsonNode renamed(JsonNode document, String model) {
        return document.path("model").isTextual() ? ((ObjectNode) document.deepCopy()).put("model", model) : document;
    }

    /** Replaces the one value of a text that the document has as its model. */
    private static String renamed(String text, JsonNode document, String model) {
        Matcher found = MODEL.matcher(text);
        String named = document.path("model").textValue();
        while (named != null && found.find()) {
            if (found.group(1).equals(named.replace("/", "\\/"))
                    || found.group(1).equals(named)) {
                return text.substring(0, found.start(1)) + model + text.substring(found.end(1));
            }
        }
        return text;
    }

    /** The data of a stream's events, read as plainly as can be. */
    private static List<String> events(String wire) {
        List<String> events = new ArrayList<>();
        for (String block : wire.replace("\r\n", "\n").split("\n\n")) {
            List<String> data = block.lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring(5).strip())
                    .toList();
            if (!data.isEmpty() && !String.join("", data).isEmpty()) {
                events.add(String.join("\n", data));
            }
        }
        return events;
    }

    /** Chunks of that many bytes: no read of the gateway's gives more. */
    private static void write(Recording recording, int piece, Connection connection) throws IOException {
        byte[] wire = recording.wire();
        if (piece > wire.length) {
            connection.body(recording.status(), recording.contentType(), wire);
            return;
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < wire.length; at += piece) {
            int count = Math.min(piece, wire.length - at);
            chunks.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(wire, at, count);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        connection.raw("HTTP/1.1 %d Status\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n\r\n"
                .formatted(recording.status(), recording.contentType()));
        connection.socket().getOutputStream().write(chunks.toByteArray());
    }
}
