package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import io.camelid.StubProvider.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who pays for tokens nobody reads: the provider's connection is closed soon after the client's. */
class ClientLeavesTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    /** When the provider was asked, and when its connection was closed, nanoseconds. */
    private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>();

    private final BlockingQueue<Long> closed = new LinkedBlockingQueue<>();
    private final AtomicInteger sent = new AtomicInteger();

    private enum Leaving {
        CLOSE(RawClient::leave),
        RESET(RawClient::reset);

        private final Consumer<RawClient> how;

        Leaving(Consumer<RawClient> how) {
            this.how = how;
        }
    }

    @BeforeAll
    static void start() {
        gateway = Gateway.before(PROVIDER.stub());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheFirstByteOfAStream(Leaving leaving) throws Exception {
        PROVIDER.answers((request, connection) -> tellWhenClosed(connection));

        leaveAfterAsking(true, leaving);
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheFirstEventOfAStream(Leaving leaving) throws Exception {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send(": nothing yet\n\n");
            tellWhenClosed(connection);
        });

        leaveAfterAsking(true, leaving);
    }

    @ParameterizedTest
    @EnumSource
    void whileAWholeAnswerIsAwaited(Leaving leaving) throws Exception {
        PROVIDER.answers((request, connection) -> tellWhenClosed(connection));

        leaveAfterAsking(false, leaving);
    }

    @ParameterizedTest
    @EnumSource
    void inTheMiddleOfAWholeAnswer(Leaving leaving) throws Exception {
        PROVIDER.answers((request, connection) -> {
            connection.raw(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"choices\":");
            tellWhenClosed(connection);
        });

        leaveAfterAsking(false, leaving);
    }

    @ParameterizedTest
    @EnumSource
    void inMidStreamWhileTheProviderIsSilent(Leaving leaving) throws Exception {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send("data: " + Chat.HELLO + "\n\n");
            tellWhenClosed(connection);
        });

        try (RawClient client = new RawClient(gateway.port())) {
            client.post(Chat.PATH, Chat.request(true));
            client.readUntil("hello");
            leave(client, leaving);
        }
    }

    @ParameterizedTest
    @EnumSource
    void inMidStreamWithAnUnfinishedRequestBehindIt(Leaving leaving) throws Exception {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send("data: " + Chat.HELLO + "\n\n");
            tellWhenClosed(connection);
        });

        try (RawClient client = new RawClient(gateway.port())) {
            client.post(Chat.PATH, Chat.request(true));
            client.readUntil("hello");
            client.sendUnfinishedPost(Chat.PATH);
            leave(client, leaving);
        }
    }

    @ParameterizedTest
    @EnumSource
    void inMidStreamWhileTheProviderSpeaks(Leaving leaving) throws Exception {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            try {
                for (int i = 0; i < 10_000; i++) {
                    connection.send("data: " + Chat.HELLO.replace("hello", "hello " + i) + "\n\n");
                    sent.incrementAndGet();
                    Thread.sleep(5); // the pace of a model
                }
            } catch (IOException gone) {
                closed.add(System.nanoTime());
            }
        });

        try (RawClient client = new RawClient(gateway.port())) {
            client.post(Chat.PATH, Chat.request(true));
            client.readUntil("hello 20");
            int before = sent.get();
            leave(client, leaving);
            assertThat(sent.get() - before).as("events sent to nobody").isLessThan(200);
        }
    }

    private void leaveAfterAsking(boolean stream, Leaving leaving) throws InterruptedException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.post(Chat.PATH, Chat.request(stream));
            assertThat(asked.poll(10, TimeUnit.SECONDS)).isNotNull();
            leave(client, leaving);
        }
    }

    private void leave(RawClient client, Leaving leaving) throws InterruptedException {
        long left = System.nanoTime();
        leaving.how.accept(client);
        Long end = closed.poll(10, TimeUnit.SECONDS);
        assertThat(end).as("the provider's connection is closed").isNotNull();
        assertThat(Duration.ofNanos(end - left)).isLessThan(SOON);
        assertThat(gateway.get("/v1/models").statusCode()).isEqualTo(200);
    }

    private void tellWhenClosed(Connection connection) throws IOException {
        asked.add(System.nanoTime());
        try {
            assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
        } catch (IOException reset) {
            // closed all the same
        }
        closed.add(System.nanoTime());
        connection.socket().close();
    }
}
