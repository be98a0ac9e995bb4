package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams hold for events whose end has not come is part of the room for answers. */
class StreamMemoryTest {

    private static final int MIB = 1024 * 1024;
    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                Gateway.beforeBothDialects(PROVIDER.stub(), Map.of("camelid.max-buffered-answer-bytes", "" + 10 * MIB));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-x", "llama-x"})
    void anEventThatFindsNoRoomEndsItsStreamAndIsTold(String model) throws Exception {
        streams(model, 12 * MIB);

        List<String> events = ask(model);

        assertThat(events).anySatisfy(event -> assertThat(event).contains("hello"));
        assertThat(events.getLast()).contains("\"error\"", "too many answers").doesNotContain("[DONE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-x", "llama-x"})
    void whatAnEventHeldIsGivenBack(String model) throws Exception {
        for (int i = 0; i < 4; i++) {
            streams(model, 12 * MIB);
            assertThat(ask(model).getLast()).contains("\"error\"");
            streams(model, 300 * 1024);
            assertThat(ask(model).getLast()).isEqualTo("[DONE]");
        }
    }

    private static List<String> ask(String model) throws Exception {
        try (EventStream stream = EventStream.of(gateway, Chat.PATH, Chat.request(model, true))) {
            return stream.rest();
        }
    }

    /** "hello", then an event with so much white space, then the end. */
    private static void streams(String model, int padding) {
        boolean proxied = model.equals("gpt-x");
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            for (String event : proxied ? List.of(Chat.HELLO, "~" + Chat.STOP) : LLAMA_STACK) {
                connection.send("data: " + event.replace("~", " ".repeat(padding)) + "\n\n");
            }
            if (proxied) {
                connection.send("data: [DONE]\n\n");
            }
            connection.endStream();
        });
    }

    private static final List<String> LLAMA_STACK = List.of(
            event("start", ""),
            event("progress", "hello"),
            "{~\"event\":{\"event_type\":\"complete\",\"delta\":{\"type\":\"text\",\"text\":\"\"},\"stop_reason\":\"end_of_turn\"}}");

    private static String event(String type, String text) {
        return "{\"event\":{\"event_type\":\"%s\",\"delta\":{\"type\":\"text\",\"text\":\"%s\"}}}"
                .formatted(type, text);
    }
}
