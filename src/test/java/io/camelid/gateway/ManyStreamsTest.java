package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream may take minutes, and there may be thousands: none has a thread of the operating system for itself. */
class ManyStreamsTest {

    private static final int STREAMS = 200;

    /** What pools may have grown by meanwhile: far from one for each stream. */
    private static final int NEW_THREADS = STREAMS / 4;

    private static final String TOLD =
            "{\"event\":{\"event_type\":\"%s\",\"delta\":{\"type\":\"text\",\"text\":\"%s\"},\"stop_reason\":%s}}";

    private final CountDownLatch finish = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(strings = {"gpt-x", "llama-x"})
    void streamsInFlightHaveNoPlatformThreadsOfTheirOwn(String model) {
        try (StubProvider stub = new StubProvider(this::answer);
                Gateway gateway = Gateway.beforeBothDialects(stub, Map.of())) {
            List<RawClient> clients = new ArrayList<>();
            try {
                begin(clients, 1, model, gateway);
                int before = platformThreads();

                begin(clients, STREAMS, model, gateway);

                assertThat(stub.open()).as("streams in flight").isGreaterThan(STREAMS);
                assertThat(platformThreads())
                        .as("threads there are, of %d at first", before)
                        .isLessThan(before + NEW_THREADS);

                finish.countDown();
                clients.forEach(it -> it.readUntil("[DONE]"));
            } finally {
                clients.forEach(RawClient::close);
            }
        }
    }

    /** Each has had its first event by then, and waits for the next. */
    private static void begin(List<RawClient> clients, int count, String model, Gateway gateway) {
        List<RawClient> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawClient client = new RawClient(gateway.port());
            clients.add(client);
            next.add(client);
            client.post(Chat.PATH, Chat.request(model, true));
        }
        next.forEach(it -> it.readUntil("hello"));
    }

    private void answer(StubProvider.Request request, StubProvider.Connection connection) throws IOException {
        boolean openAi = request.text().contains("\"model\":");
        connection.beginStream();
        connection.send("data: " + (openAi ? Chat.HELLO : TOLD.formatted("progress", "hello", "null")) + "\n\n");
        awaitFinish();
        connection.send("data: " + (openAi ? Chat.STOP : TOLD.formatted("complete", "", "\"end_of_turn\"")) + "\n\n");
        connection.endStream();
    }

    private void awaitFinish() {
        try {
            assertThat(finish.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Virtual ones are not among them, but what carries them is. */
    private static int platformThreads() {
        return Thread.getAllStackTraces().size();
    }
}
