package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Routes of an integrator's on our edge: ordinary Camel. */
class EdgeTest {

    private static final StubProvider STUB = StubProvider.json(200, "{\"choices\":[]}");
    private static final CountDownLatch BLOCKED = new CountDownLatch(1);
    private static final CountDownLatch ARRIVED = new CountDownLatch(100);
    private static final CountDownLatch UNLOCKED = new CountDownLatch(1);
    private static final CountDownLatch LOCKED = new CountDownLatch(100);
    private static final BlockingQueue<String> PIECES = new LinkedBlockingQueue<>();
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = Gateway.before(STUB, Map.of("camelid.unknown-url-path", "/v1"));
        RouteBuilder.addRoutes(gateway.camel(), routes -> {
            routes.from("platform-http:/own/blocking").process(exchange -> {
                ARRIVED.countDown();
                assertThat(BLOCKED.await(30, TimeUnit.SECONDS)).isTrue();
                exchange.getMessage().setBody("late");
            });
            routes.from("platform-http:/own/locking").process(exchange -> {
                synchronized (new Object()) {
                    LOCKED.countDown();
                    assertThat(UNLOCKED.await(30, TimeUnit.SECONDS)).isTrue();
                }
                exchange.getMessage().setBody("late");
            });
            routes.from("platform-http:/own/pieces")
                    .process(it -> it.getMessage().setBody(new Pieces()));
            routes.from("platform-http:/own/broken").process(it -> {
                throw new IllegalStateException("secret-of-the-route");
            });
            routes.from("platform-http:/own/interrupted")
                    .routeConfigurationId("openai-errors")
                    .process(it -> {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("interrupted");
                    });
            routes.from("platform-http:/own/echo").setBody().simple("${header.name}: ${body}");
        });
    }

    @AfterAll
    static void stop() {
        gateway.close();
        STUB.close();
    }

    @Test
    void aRouteThatBlocksHarmsNoOtherRequest() throws Exception {
        harmsNoOtherRequest("/own/blocking", ARRIVED, BLOCKED);
    }

    /** As many components do: before JDK 24 each such one held the processor it ran on. */
    @Test
    @EnabledForJreRange(minVersion = 24)
    void aRouteThatBlocksInsideALockHarmsNoOtherRequest() throws Exception {
        harmsNoOtherRequest("/own/locking", LOCKED, UNLOCKED);
    }

    private static void harmsNoOtherRequest(String path, CountDownLatch arrived, CountDownLatch goOn) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> blocked = IntStream.range(0, 100)
                .mapToObj(it -> Thread.ofVirtual())
                .map(it -> {
                    CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
                    it.start(() -> answer.complete(gateway.get(path)));
                    return answer;
                })
                .toList();
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 20; i++) {
            assertThat(gateway.post(Chat.PATH, Chat.request(false)).statusCode())
                    .isEqualTo(200);
        }

        goOn.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : blocked) {
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("late");
        }
    }

    @Test
    void aStreamIsWrittenAsItIsRead() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /own/pieces HTTP/1.1\r\nhost: x\r\n\r\n");
            for (String piece : List.of("one", "two", "three")) {
                PIECES.add(piece);
                client.readUntil(piece);
            }
            PIECES.add("");
            client.readUntil("\r\n0\r\n\r\n");
        }
    }

    @Test
    void aFailureThatNobodyHandlesIsToldInJson() {
        HttpResponse<String> answer = gateway.get("/own/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(Sse.json(answer.body()).at("/error/message").textValue()).isNotBlank();
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void aStepThatInterruptsItsThreadIsNoClientThatLeaves() {
        HttpResponse<String> answer = gateway.post("/own/interrupted", "{\"secret\":1}");

        OpenAiError.of(answer).is(500, "api_error", "internal_error");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void headersQueryAndBodyAreWhereCamelHasThem() {
        assertThat(gateway.post("/own/echo?name=n", "\"b\"").body()).isEqualTo("n: \"b\"");
    }

    /** Gives what the test has put in, and waits for more. */
    private static final class Pieces extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("read in pieces");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                byte[] piece = PIECES.take().getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(piece, 0, buffer, offset, piece.length);
                return piece.length == 0 ? -1 : piece.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
