package io.camelid.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.error.CamelidException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultContextServiceLoaderPlugin;
import org.apache.camel.spi.ContextServiceLoaderPluginResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine under a Camel context that has nothing else of the gateway's. */
@Timeout(30)
class EdgeEngineTest {

    private static final CamelContext CAMEL = new DefaultCamelContext() {
        @Override
        protected ContextServiceLoaderPluginResolver createContextServiceLoaderPlugin() {
            return new DefaultContextServiceLoaderPlugin() {
                @Override
                protected void doStart() {} // else the gateway's beans come too, and look for its routes
            };
        }
    };
    private static final BlockingQueue<Relay> RELAYS = new LinkedBlockingQueue<>();
    private static final CountDownLatch READ = new CountDownLatch(1);
    private static EdgeServer server;

    @BeforeAll
    static void start() throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        configuration.setPath("/");
        server = new EdgeServer(configuration, new EdgeOptions(1000, 10_000, 10, 8192, 5000, 60_000), new Nobody());
        server.setCamelContext(CAMEL);
        CAMEL.addService(server);
        CAMEL.getComponent("platform-http", PlatformHttpComponent.class).setEngine(new EdgeEngine(new Nobody()));
        RouteBuilder.addRoutes(CAMEL, routes -> {
            routes.from("platform-http:/echo").setBody().simple("said ${body}");
            answer(routes, "/pieces", sink -> {
                sink.write(utf8("one "));
                await(READ);
                sink.write(utf8("two"));
            });
            answer(routes, "/broken", sink -> {
                sink.write(utf8("one"));
                throw new IOException("no more");
            });
            routes.from("platform-http:/relay").process(it -> {
                Relay relay = new Relay();
                it.getMessage().setBody(relay);
                RELAYS.add(relay);
            });
        });
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    @Test
    void aRoutesMessageIsTheAnswer() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url("/echo"))
                                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("said hello");
    }

    @Test
    void aPieceIsReadBeforeTheNextComesIntoBeing() throws Exception {
        try (InputStream body = get("/pieces")) {
            assertThat(body.readNBytes(4)).asString(StandardCharsets.UTF_8).isEqualTo("one ");

            READ.countDown();

            assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("two");
        }
    }

    @Test
    void aBodyThatFailsIsNoCompleteAnswer() throws Exception {
        try (InputStream body = get("/broken")) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRelayedBodyIsPushedByWhoeverHasItAndFinishedOnce() throws Exception {
        try (InputStream body = get("/relay")) {
            Relay relay = RELAYS.take();
            relay.sink.get(5, TimeUnit.SECONDS);
            assertThat(relay.sink.join().offer(utf8("pushed "), () -> {})).isTrue();
            assertThat(body.readNBytes(13)).asString(StandardCharsets.UTF_8).isEqualTo("begun pushed ");

            relay.over.join().run();

            assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("finished");
        }
    }

    @Test
    void aRelayedBodyIsToldThatItsClientHasLeft() throws Exception {
        Relay relay;
        try (Socket client = new Socket("127.0.0.1", server.getPort())) {
            client.getOutputStream().write(utf8("GET /relay HTTP/1.1\r\nHost: test\r\n\r\n"));
            relay = RELAYS.take();
            relay.sink.get(5, TimeUnit.SECONDS);
            assertThat(client.getInputStream().read()).isEqualTo('H');
        }
        assertThat(relay.interrupted.await(5, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> relay.sink.join().offer(utf8("late"), () -> {}))
                .isInstanceOf(ClientGoneException.class);
        relay.over.join().run();

        assertThat(relay.finished.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(relay.leftBehind).isTrue();
    }

    private static void answer(RouteBuilder routes, String path, PushedBody body) {
        routes.from("platform-http:" + path).process(it -> it.getMessage().setBody(body));
    }

    private static InputStream get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url(path)).build(), BodyHandlers.ofInputStream())
                .body();
    }

    private static URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A body that the test pushes. */
    private static final class Relay implements RelayedBody {

        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final CountDownLatch finished = new CountDownLatch(1);
        private final CompletableFuture<OfferSink> sink = new CompletableFuture<>();
        private final CompletableFuture<Runnable> over = new CompletableFuture<>();
        private volatile boolean leftBehind;

        @Override
        public void begin(OfferSink to, Runnable whenOver) {
            try {
                to.write(utf8("begun "));
            } catch (ClientGoneException gone) {
                throw new AssertionError(gone);
            }
            over.complete(whenOver);
            sink.complete(to);
        }

        @Override
        public void interrupt() {
            interrupted.countDown();
        }

        @Override
        public void finish(ByteSink to) throws IOException {
            leftBehind = Thread.currentThread().isInterrupted();
            try {
                to.write(utf8("finished"));
            } finally {
                finished.countDown();
            }
        }

        @Override
        public void pushTo(ByteSink to) {
            throw new AssertionError("the edge relays what can be relayed");
        }
    }

    /** No dialect, no log. */
    private static final class Nobody implements Unrouted {

        @Override
        public byte[] body(CamelidException failure) {
            return utf8(String.valueOf(failure.getMessage()));
        }

        @Override
        public String record(CamelidException failure, @Nullable String sentId) {
            return "none";
        }

        @Override
        public String record(CamelidException failure, Exchange exchange) {
            return "none";
        }
    }
}
