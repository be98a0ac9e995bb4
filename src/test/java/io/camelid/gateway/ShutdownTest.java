package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How the gateway ends: nobody's answer is cut, and nobody new is let in. */
class ShutdownTest {

    @Test
    void aStreamInFlightComesToItsEndAndNewRequestsAreSentAway() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (StubProvider stub = new StubProvider((request, connection) -> {
            connection.beginStream();
            connection.send("data: " + Chat.HELLO + "\n\n");
            assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            connection.send("data: " + Chat.STOP + "\n\ndata: [DONE]\n\n");
            connection.endStream();
        })) {
            Gateway gateway = Gateway.before(stub, Map.of("camel.main.shutdownTimeout", "30"));
            try (EventStream stream = EventStream.chat(gateway)) {
                assertThat(stream.next()).contains("hello");

                CompletableFuture<Void> stopping = CompletableFuture.runAsync(gateway::close);
                Await.until("new requests are sent away", () -> status(gateway) == 503);
                OpenAiError.of(gateway.post(Chat.PATH, Chat.request(true)))
                        .is(503, "api_error", "overloaded")
                        .carries("retry-after", "5");
                assertThat(stopping).isNotDone();

                goOn.countDown();
                List<String> rest = stream.rest();
                assertThat(rest).hasSize(2).last().isEqualTo("[DONE]");
                stopping.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aStreamThatNeverEndsIsCutWhenTheTimeIsUp() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (StubProvider stub = new StubProvider((request, connection) -> {
            connection.beginStream();
            connection.send("data: " + Chat.HELLO + "\n\n");
            try {
                assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
            } finally {
                closed.countDown();
            }
        })) {
            Gateway gateway = Gateway.before(stub, Map.of("camel.main.shutdownTimeout", "1"));
            try (EventStream stream = EventStream.chat(gateway)) {
                assertThat(stream.next()).contains("hello");

                CompletableFuture.runAsync(gateway::close).get(20, TimeUnit.SECONDS);

                assertThat(closed.await(10, TimeUnit.SECONDS))
                        .as("its provider is let go of")
                        .isTrue();
            }
        }
    }

    @Test
    void thePortIsClosedWhenTheGatewayHasStopped() throws IOException {
        Gateway gateway = Gateway.start("providers: {inference: []}\nmodels: []\n", Map.of());
        int port = gateway.port();
        assertThat(accepts(port)).isTrue();

        gateway.close();

        assertThat(accepts(port)).isFalse();
    }

    @Test
    void thePortStaysClosedWhereTheProvidersCanNotWork() throws IOException {
        int port = freePort();
        try {
            Gateway.start("providers: [", Map.of("camel.server.port", String.valueOf(port)))
                    .close();
            throw new AssertionError("it started");
        } catch (RuntimeException refused) {
            assertThat(accepts(port)).isFalse();
        }
    }

    /** 0 where a connection that was kept from an earlier request breaks. */
    private static int status(Gateway gateway) {
        try {
            return gateway.get("/v1/models").statusCode();
        } catch (UncheckedIOException broken) {
            return 0;
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return once.getLocalPort();
        }
    }
}
