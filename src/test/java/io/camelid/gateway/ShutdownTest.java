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
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                try (RawClient client = new RawClient(gateway.port())) {
                    client.send("GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n");
                    assertThat(client.readAll()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("connection: close");
                }

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

    /** Proxied, translated, and the simulator's; several at once; and both doors. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | gpt-x | 1 | ",
                "/v1/chat/completions | stack/m | 1 | ",
                "/v1/chat/completions | stack/m | 2 | ",
                "/v1/chat/completions | sim/m | 1 | ",
                "/v1/inference/chat-completion | gpt-x | | _id",
                "/v1/inference/chat-completion | stack/m | | _id",
                "/v1/inference/chat-completion | sim/m | | _id"
            })
    void aStreamThatIsCutWhenTheTimeIsUpSaysWhy(String path, String model, @Nullable String n, @Nullable String suffix)
            throws Exception {
        String events = "{\"event\":{\"event_type\":\"%s\",\"delta\":{\"type\":\"text\",\"text\":\"a\"}}}";
        try (StubProvider openai = endless(Chat.HELLO);
                StubProvider stack = endless(events.formatted("start"), events.formatted("progress"))) {
            Gateway gateway = Gateway.start(
                    """
                    providers:
                      inference:
                      - {provider_id: stub, provider_type: "remote::openai-compat", config: {base_url: "%s"}}
                      - {provider_id: stack, provider_type: "remote::llama-stack", config: {url: "%s"}}
                      - {provider_id: sim, provider_type: "inline::simulator", config: {token_delay_ms: 2000}}
                    models:
                    - {model_id: gpt-x, provider_id: stub, provider_model_id: stub-model}
                    """.formatted(openai.baseUrl(), stack.baseUrl()), Map.of("camel.main.shutdownTimeout", "1"));
            String request =
                    "{\"model%s\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"a b c d e f g h\"}],\"stream\":true%s}"
                            .formatted(suffix == null ? "" : suffix, model, n == null ? "" : ",\"n\":" + n);
            try (EventStream stream = EventStream.of(gateway, path, request)) {
                assertThat(stream.next()).isNotNull();

                CompletableFuture<Void> stopping = CompletableFuture.runAsync(gateway::close);
                List<String> rest = stream.rest();

                assertThat(rest.getLast()).contains("\"error\"", "shutting down");
                assertThat(String.join("", rest)).doesNotContain("[DONE]").containsOnlyOnce("\"error\"");
                stopping.get(20, TimeUnit.SECONDS);
            }
        }
    }

    /** What is on its way to a slow client has its second, too. */
    @Test
    void aClientThatReadsLateReadsWhyItsStreamWasCut() throws Exception {
        CountDownLatch flooded = new CountDownLatch(1);
        String event = "data: " + Chat.HELLO.replace("hello", "x".repeat(8000)) + "\n\n";
        try (StubProvider stub = new StubProvider((request, connection) -> {
            connection.beginStream();
            for (int i = 0; ; i++) {
                connection.send(event);
                if (i == 20) {
                    flooded.countDown();
                }
            }
        })) {
            Gateway gateway = Gateway.before(stub, Map.of("camel.main.shutdownTimeout", "1"));
            try (RawClient client = new RawClient(gateway.port())) {
                String body = Chat.request(true);
                client.send(
                        "POST %s HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
                                .formatted(Chat.PATH, body.length(), body));
                assertThat(flooded.await(10, TimeUnit.SECONDS)).isTrue();

                CompletableFuture<Void> stopping = CompletableFuture.runAsync(gateway::close);
                Thread.sleep(1100); // the time is up, and the last word has been said
                String read = client.readAll();

                assertThat(read)
                        .contains("shutting down")
                        .doesNotContain("[DONE]")
                        .endsWith("0\r\n\r\n");
                stopping.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void anAnswerThatIsNotThereWhenTheTimeIsUpIsRefused() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (StubProvider stub = new StubProvider((request, connection) -> {
            asked.countDown();
            connection.socket().getInputStream().read();
        })) {
            Gateway gateway = Gateway.before(stub, Map.of("camel.main.shutdownTimeout", "1"));
            CompletableFuture<HttpResponse<String>> answer =
                    CompletableFuture.supplyAsync(() -> gateway.post(Chat.PATH, Chat.request(false)));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            gateway.close();

            OpenAiError.of(answer.get(10, TimeUnit.SECONDS))
                    .is(503, "api_error", "overloaded")
                    .says("shutting down")
                    .carries("retry-after", "5");
        }
    }

    private static StubProvider endless(String... events) {
        return new StubProvider((request, connection) -> {
            connection.beginStream();
            for (String event : events) {
                connection.send("data: " + event + "\n\n");
            }
            connection.socket().getInputStream().read();
        });
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
