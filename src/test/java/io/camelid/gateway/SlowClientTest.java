package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that does not read slows its provider down, and nobody else. */
class SlowClientTest {

    /** A character that nothing but the content has. */
    private static final char MARK = '~';

    private static final String CONTENT = String.valueOf(MARK).repeat(16 * 1024);
    private static final int OFFERED = 64 * 1024 * 1024;

    /** What the gateway may hold, and what the kernel takes on both connections. */
    private static final int BOUND = 16 * 1024 * 1024;

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    /** The ways of a stream: passed on as it comes, or through the canonical model. */
    private enum Way {
        PROXIED("gpt-x", "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}", Chat.STOP, "[DONE]"),
        TRANSLATED(
                "llama-x",
                "{\"event\":{\"event_type\":\"progress\",\"delta\":{\"type\":\"text\",\"text\":\"%s\"}}}",
                "{\"event\":{\"event_type\":\"complete\",\"delta\":{\"type\":\"text\",\"text\":\"\"},\"stop_reason\":\"end_of_turn\"}}");

        private final String model;
        private final String event;
        private final String end;

        Way(String model, String event, String... end) {
            this.model = model;
            this.event = "data: " + event.formatted(CONTENT) + "\n\n";
            this.end = "data: " + String.join("\n\ndata: ", end) + "\n\n";
        }
    }

    private final AtomicLong taken = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        gateway = Gateway.beforeBothDialects(PROVIDER.stub(), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @ParameterizedTest
    @EnumSource
    void theProviderIsHeldBackAndOthersGoOn(Way way) throws Exception {
        offerAll(way);
        try (RawClient slow = new RawClient(gateway.port(), 32 * 1024)) {
            slow.post(Chat.PATH, Chat.request(way.model, true));
            long held = untilNothingMoves();
            assertThat(held).isLessThan(BOUND);

            PROVIDER.answersJson(200, "{\"choices\":[]}");
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.post(Chat.PATH, Chat.request(false)).statusCode())
                        .isEqualTo(200);
            }
            assertThat(taken.get()).as("still held back").isLessThan(BOUND);

            assertThat(slow.countUntil("data: [DONE]", MARK))
                    .as("all that was offered arrived")
                    .isEqualTo(taken.get() / way.event.length() * CONTENT.length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowClientThatLeavesFreesItsProvider(Way way) throws Exception {
        offerAll(way);
        try (RawClient slow = new RawClient(gateway.port(), 32 * 1024)) {
            slow.post(Chat.PATH, Chat.request(way.model, true));
            assertThat(untilNothingMoves()).isLessThan(BOUND);

            slow.leave();

            assertThat(closed.await(1, TimeUnit.SECONDS))
                    .as("closed within a second")
                    .isTrue();
        }
    }

    private void offerAll(Way way) {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            try {
                while (taken.get() < OFFERED) {
                    connection.send(way.event);
                    taken.addAndGet(way.event.length());
                }
                connection.send(way.end);
                connection.endStream();
            } catch (IOException gone) {
                closed.countDown();
            }
        });
    }

    /** @return the bytes that went out before the provider was held back */
    private long untilNothingMoves() {
        long[] last = {0, System.nanoTime()};
        Await.until("the provider is held back", () -> {
            if (taken.get() != last[0]) {
                last[0] = taken.get();
                last[1] = System.nanoTime();
            }
            return last[0] > 0
                    && System.nanoTime() - last[1] > Duration.ofMillis(400).toNanos();
        });
        return last[0];
    }
}
