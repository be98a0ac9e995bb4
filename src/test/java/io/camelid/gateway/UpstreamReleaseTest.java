package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A provider whose stream is translated is let go of as soon as nobody wants the rest. */
class UpstreamReleaseTest {

    private static final String START =
            "data: {\"event\":{\"event_type\":\"start\",\"delta\":{\"type\":\"text\",\"text\":\"\"}}}\n\n"
                    + "data: {\"event\":{\"event_type\":\"progress\",\"delta\":{\"type\":\"text\",\"text\":\"a\"}}}\n\n";

    /** Streams a beginning, and then waits until the gateway has gone. */
    private static void hang(StubProvider.Connection connection, CountDownLatch gone) throws java.io.IOException {
        connection.beginStream();
        connection.send(START);
        if (connection.socket().getInputStream().read() < 0) {
            gone.countDown();
        }
    }

    private static Gateway before(StubProvider stub) {
        return before(stub, Map.of());
    }

    private static Gateway before(StubProvider stub, Map<String, String> settings) {
        return Gateway.start("""
                providers:
                  inference:
                  - {provider_id: stack, provider_type: "remote::llama-stack", config: {url: "%s"}}
                """.formatted(stub.baseUrl()), settings);
    }

    @Test
    void whenTheClientLeaves() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (StubProvider stub = new StubProvider((request, connection) -> hang(connection, gone));
                Gateway gateway = before(stub)) {
            HttpResponse<InputStream> answer = gateway.send(
                    gateway.request("/v1/chat/completions")
                            .header("content-type", "application/json")
                            .POST(
                                    java.net.http.HttpRequest.BodyPublishers.ofString(
                                            "{\"model\":\"stack/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")),
                    BodyHandlers.ofInputStream());
            assertThat(answer.body().read()).isPositive();

            answer.body().close();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whenItSendsNothingButComments() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    connection.beginStream();
                    connection.send(START);
                    try {
                        while (true) {
                            connection.send(": still thinking\n\n");
                            Thread.sleep(50);
                        }
                    } finally {
                        gone.countDown();
                    }
                });
                Gateway gateway = before(stub, Map.of("camelid.idle-timeout-millis", "500"))) {
            HttpResponse<String> answer = gateway.post("/v1/chat/completions", """
                    {"model":"stack/m","stream":true,"messages":[{"role":"user","content":"Hi"}]}
                    """);

            assertThat(answer.body()).contains("provider_timeout").doesNotContain("[DONE]");
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whenAnotherChoiceFails() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    if (calls.getAndIncrement() == 0) {
                        hang(connection, gone);
                    } else {
                        connection.json(429, "{\"detail\":\"slow down\"}");
                    }
                });
                Gateway gateway = before(stub)) {
            HttpResponse<String> answer = gateway.post("/v1/chat/completions", """
                    {"model":"stack/m","stream":true,"n":2,"messages":[{"role":"user","content":"Hi"}]}
                    """);

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
