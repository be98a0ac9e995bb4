package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import io.camelid.StubProvider.Connection;
import io.camelid.StubProvider.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole answers have a common bound: there is room for two here, whatever else comes is told so. */
class AnswerMemoryTest {

    /** More than the kernel takes for a client that does not read. */
    private static final int SIZE = 8 * 1024 * 1024;

    private static final int ROOM = 2;

    /** A character that nothing but the content has. */
    private static final char MARK = '~';

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static final Map<Way, Gateway> GATEWAYS = new EnumMap<>(Way.class);

    private enum Way {
        PROXIED("gpt-x", 1, "{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}"),
        TRANSLATED(
                "llama-x",
                10,
                "{\"completion_message\":{\"role\":\"assistant\",\"content\":\"%s\",\"stop_reason\":\"end_of_turn\"}}");

        private final String model;
        private final int weight;
        private final byte[] answer;
        private final int marks;

        Way(String model, int weight, String answer) {
            this.model = model;
            this.weight = weight;
            marks = SIZE - answer.length() + 2;
            this.answer = answer.formatted(String.valueOf(MARK).repeat(marks)).getBytes(StandardCharsets.US_ASCII);
        }

        String request() {
            return Chat.request(model, false);
        }
    }

    private final BlockingQueue<Long> gone = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        for (Way way : Way.values()) {
            GATEWAYS.put(way, start(String.valueOf((long) ROOM * way.weight * SIZE)));
        }
    }

    private static Gateway start(String room) {
        return Gateway.beforeBothDialects(PROVIDER.stub(), Map.of("camelid.max-buffered-answer-bytes", room));
    }

    @AfterAll
    static void stop() {
        GATEWAYS.values().forEach(Gateway::close);
        PROVIDER.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatFindsNoRoomIsToldAndTheOthersGetAllOfTheirs(Way way) {
        PROVIDER.answers((request, connection) -> whole(request, connection, way));

        assertRoomForTwo(way);
        assertRoomForTwo(way);
    }

    /** Both are held while their clients do not read; small answers and streams need no room. */
    private static void assertRoomForTwo(Way way) {
        Gateway gateway = gateway(way);
        try (RawClient one = new RawClient(gateway.port(), 32 * 1024);
                RawClient two = new RawClient(gateway.port(), 32 * 1024)) {
            for (RawClient slow : new RawClient[] {one, two}) {
                slow.post(Chat.PATH, way.request());
                assertThat(slow.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            }

            OpenAiError.of(gateway.post(Chat.PATH, way.request()))
                    .is(503, "api_error", "overloaded")
                    .says("too many answers")
                    .carries("retry-after", "1");
            assertThat(gateway.post(Chat.PATH, Chat.request("stub/small", false))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.post(Chat.PATH, Chat.request("stub/small", true)).body())
                    .contains("[DONE]");

            for (RawClient slow : new RawClient[] {one, two}) {
                assertThat(slow.countUntil("}", MARK)).isEqualTo(way.marks);
            }
        }
        Await.until(
                "there is room again",
                () -> gateway.post(Chat.PATH, way.request()).statusCode() == 200);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatBreaksOffOrIsNoneGivesItsRoomBack(Way way) {
        Gateway gateway = gateway(way);
        for (int i = 0; i < 2 * ROOM; i++) {
            PROVIDER.answers((request, connection) -> {
                begin(connection, way);
                connection.reset();
            });
            OpenAiError.of(gateway.post(Chat.PATH, way.request())).is(502, "api_error", "provider_unavailable");

            byte[] none = way.answer.clone();
            none[none.length - 1] = ' ';
            PROVIDER.answers((request, connection) -> connection.body(200, "application/json", none));
            OpenAiError.of(gateway.post(Chat.PATH, way.request())).is(502, "api_error", "provider_bad_response");
        }

        PROVIDER.answers((request, connection) -> whole(request, connection, way));
        assertRoomForTwo(way);
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatLeavesGivesItsRoomBack(Way way) throws Exception {
        Gateway gateway = gateway(way);
        PROVIDER.answers((request, connection) -> {
            try {
                begin(connection, way);
                assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
            } catch (IOException reset) {
                // left all the same
            }
            gone.add(System.nanoTime());
            connection.socket().close();
        });
        for (int i = 0; i < ROOM; i++) {
            try (RawClient one = new RawClient(gateway.port());
                    RawClient two = new RawClient(gateway.port())) {
                one.post(Chat.PATH, way.request());
                two.post(Chat.PATH, way.request());
                try (RawClient three = new RawClient(gateway.port())) {
                    three.post(Chat.PATH, way.request());
                    // which of them is refused, nobody knows; the provider sees it leave
                    assertThat(gone.poll(20, TimeUnit.SECONDS)).isNotNull();
                }
            }
            assertThat(gone.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(gone.poll(20, TimeUnit.SECONDS)).isNotNull();
        }

        PROVIDER.answers((request, connection) -> whole(request, connection, way));
        for (int i = 0; i < ROOM; i++) {
            try (RawClient slow = new RawClient(gateway.port(), 32 * 1024)) {
                slow.post(Chat.PATH, way.request());
                slow.readUntil("\r\n\r\n");
            }
        }
        Await.until(
                "there is room again",
                () -> gateway.post(Chat.PATH, way.request()).statusCode() == 200);
        assertRoomForTwo(way);
    }

    private static Gateway gateway(Way way) {
        return Objects.requireNonNull(GATEWAYS.get(way));
    }

    private static void whole(Request request, Connection connection, Way way) throws IOException {
        if (!request.text().contains("\"small\"")) {
            connection.body(200, "application/json", way.answer);
        } else if (request.text().contains("\"stream\":true")) {
            connection.beginStream();
            connection.send("data: " + Chat.HELLO + "\n\ndata: " + Chat.STOP + "\n\ndata: [DONE]\n\n");
            connection.endStream();
        } else {
            connection.json(200, "{\"choices\":[]}");
        }
    }

    /** Half of an answer. */
    private static void begin(Connection connection, Way way) throws IOException {
        connection.raw("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + way.answer.length
                + "\r\n\r\n");
        connection.raw(new String(Arrays.copyOf(way.answer, way.answer.length / 2), StandardCharsets.ISO_8859_1));
    }
}
