package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that does not read slows its provider down, and nobody else. */
class SlowClientTest {

    private static final String EVENT =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(16 * 1024) + "\"}}]}\n\n";
    private static final int OFFERED = 64 * 1024 * 1024;

    /** What the gateway may hold, and what the kernel takes on both connections. */
    private static final int BOUND = 16 * 1024 * 1024;

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    private final AtomicLong taken = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        gateway = Gateway.before(PROVIDER.stub());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @Test
    void theProviderIsHeldBackAndOthersGoOn() throws Exception {
        offerAll();
        try (RawClient slow = new RawClient(gateway.port(), 32 * 1024)) {
            slow.post(Chat.PATH, Chat.request(true));
            long held = untilNothingMoves();
            assertThat(held).isLessThan(BOUND);

            PROVIDER.answersJson(200, "{\"choices\":[]}");
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.post(Chat.PATH, Chat.request(false)).statusCode())
                        .isEqualTo(200);
            }
            assertThat(taken.get()).as("still held back").isLessThan(BOUND);

            assertThat(slow.drain(OFFERED)).isGreaterThanOrEqualTo(OFFERED);
        }
    }

    @Test
    void aSlowClientThatLeavesFreesItsProvider() throws Exception {
        offerAll();
        try (RawClient slow = new RawClient(gateway.port(), 32 * 1024)) {
            slow.post(Chat.PATH, Chat.request(true));
            assertThat(untilNothingMoves()).isLessThan(BOUND);

            slow.leave();

            assertThat(closed.await(1, TimeUnit.SECONDS))
                    .as("closed within a second")
                    .isTrue();
        }
    }

    private void offerAll() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            try {
                while (taken.get() < OFFERED) {
                    connection.send(EVENT);
                    taken.addAndGet(EVENT.length());
                }
                connection.send("data: " + Chat.STOP + "\n\ndata: [DONE]\n\n");
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
