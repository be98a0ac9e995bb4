package io.camelid.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.ScriptedProvider;
import io.camelid.edge.EventLoops;
import io.camelid.upstream.Receiver.Wish;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client of all providers against real sockets. */
class UpstreamClientTest {

    private static final EventLoops LOOPS = new EventLoops(Vertx.vertx());
    private static final UpstreamClient CLIENT = client(60_000, 100);
    private static final ScriptedProvider PROVIDER = new ScriptedProvider();

    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private static UpstreamClient client(long silenceMillis, int connections) {
        return new UpstreamClient(() -> LOOPS, new UpstreamOptions(500, silenceMillis, connections));
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
        CLIENT.stop();
        LOOPS.stop();
    }

    @BeforeEach
    void answerShortly() {
        PROVIDER.answers((request, connection) -> {
            connections.add(connection.socket());
            connection.json(200, "{\"ok\":true}", "x-told", "once", "x-told", "twice");
        });
    }

    @Test
    void anAnswerHasItsStatusItsHeadersAndItsBody() throws IOException {
        try (ClassicHttpResponse answer = ask("{}")) {
            assertThat(answer.getCode()).isEqualTo(200);
            assertThat(answer.getHeaders("x-told")).hasSize(2);
            assertThat(text(answer)).isEqualTo("{\"ok\":true}");
        }
    }

    @Test
    void aConnectionServesAgain() throws IOException {
        for (int i = 0; i < 5; i++) {
            text(ask("{}"));
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void aLargeBodyIsSentWhole() throws IOException {
        String half = "x".repeat(700_000) + "äöü";
        text(CLIENT.executeOpen(
                null,
                request(
                        List.of(bytes(half), bytes("-"), bytes(half)),
                        PROVIDER.stub().baseUrl()),
                null));

        assertThat(PROVIDER.stub().last().text()).isEqualTo(half + "-" + half);
        assertThat(PROVIDER.stub().last().headers())
                .containsEntry("content-length", "" + (2 * half.getBytes(StandardCharsets.UTF_8).length + 1))
                .hasEntrySatisfying("content-type", it -> assertThat(it).startsWith("application/json"));
    }

    @Test
    void aLargeAnswerIsReadWhole() throws IOException {
        String large = "y".repeat(3_000_000);
        PROVIDER.answersJson(200, large);

        assertThat(text(ask("{}"))).isEqualTo(large);
    }

    @Test
    void whatIsPushedIsAllThereIsInItsOrder() throws IOException {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            for (int i = 0; i < 500; i++) {
                connection.send("event " + i + "\n");
            }
            connection.endStream();
        });
        ResponseBody body = body(ask("{}"));
        ByteArrayOutputStream pushed = new ByteArrayOutputStream();
        pushed.write(body.read());

        push(body, (bytes, offset, length) -> {
                    pushed.write(bytes, offset, length);
                    return Wish.MORE;
                })
                .join();

        assertThat(body.read()).isEqualTo(-1);
        assertThat(pushed.toString(StandardCharsets.UTF_8).lines()).hasSize(500).startsWith("event 0", "event 1");
    }

    @Test
    void aReceiverThatPausesHoldsTheProviderBack() throws Exception {
        AtomicLong sent = new AtomicLong();
        flood(sent);
        ResponseBody body = body(ask("{}"));
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture<?> pushed = push(body, (bytes, offset, length) -> {
            taken.incrementAndGet();
            return Wish.PAUSE;
        });

        long held = untilNothingMoves(sent);
        int pieces = taken.get();
        assertThat(held).isLessThan(16L * 1024 * 1024);

        body.resume();
        untilNothingMoves(sent);
        assertThat(taken.get()).isGreaterThan(pieces);
        body.abort();
        assertThatThrownBy(() -> pushed.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aReceiverThatHasEnoughLeavesAConnectionThatServesAgain() throws Exception {
        PROVIDER.answers((request, connection) -> {
            connections.add(connection.socket());
            connection.beginStream();
            // with the end right behind it: enough is told before anybody knows of the end
            connection.raw("9\r\nlast word\r\n0\r\n\r\n");
        });
        ResponseBody body = body(ask("{}"));

        push(body, (bytes, offset, length) -> Wish.ENOUGH).join();
        text(ask("{}"));

        assertThat(connections).hasSize(1);
    }

    @Test
    void whatBreaksOffAfterEnoughIsNoFailure() throws Exception {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send("last word");
            connection.socket().close();
        });

        for (int i = 0; i < 100; i++) {
            ResponseBody body = body(ask("{}"));
            push(body, (bytes, offset, length) -> Wish.ENOUGH).join();
            body.close();
        }
    }

    @Test
    void whatAReceiverThrowsIsToldAndTheProviderCut() throws Exception {
        CountDownLatch cut = cutOff();
        ResponseBody body = body(ask("{}"));

        assertThatThrownBy(push(body, (bytes, offset, length) -> {
                    throw new IOException("nobody wants it");
                })::get)
                .hasRootCauseMessage("nobody wants it");

        assertThat(cut.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBodyThatIsClosedInTheMiddleIsCut() throws Exception {
        CountDownLatch cut = cutOff();
        try (InputStream body = body(ask("{}"))) {
            assertThat(body.read()).isPositive();
        }

        assertThat(cut.await(3, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aReaderThatIsInterruptedCutsItsProvider() throws Exception {
        CountDownLatch cut = cutOff();
        ResponseBody body = body(ask("{}"));
        AtomicReference<Throwable> told = new AtomicReference<>();
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                body.readAllBytes();
            } catch (IOException e) {
                told.set(Thread.currentThread().isInterrupted() ? e : new AssertionError("no longer interrupted"));
            }
        });
        reader.interrupt();

        assertThat(cut.await(1, TimeUnit.SECONDS)).isTrue();
        reader.join(5000);
        assertThat(told.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void aProviderThatIsSilentIsCutUnlessItWasToldToWait() throws Exception {
        UpstreamClient impatient = client(100, 10);
        CountDownLatch cut = cutOff();
        ResponseBody waited = body(impatient.executeOpen(null, request("{}"), null));
        assertThatThrownBy(waited::readAllBytes).isInstanceOf(SocketTimeoutException.class);
        assertThat(cut.await(1, TimeUnit.SECONDS)).isTrue();

        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send("first");
            Thread.sleep(50);
            connection.send("second");
            connection.endStream();
        });
        ResponseBody paused = body(impatient.executeOpen(null, request("{}"), null));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Thread later = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(400);
            } catch (InterruptedException e) {
                return;
            }
            paused.resume();
        });
        push(paused, (bytes, offset, length) -> {
                    boolean first = all.size() == 0;
                    all.write(bytes, offset, length);
                    return first ? Wish.PAUSE : Wish.MORE;
                })
                .join();
        later.join();
        assertThat(all).hasToString("firstsecond");
        impatient.stop();
    }

    @Test
    void aProviderThatSaysNothingAtAllIsCut() throws Exception {
        UpstreamClient impatient = client(100, 10);
        PROVIDER.answers(
                (request, connection) -> connection.socket().getInputStream().read());

        assertThatThrownBy(() -> impatient.executeOpen(null, request("{}"), null))
                .isInstanceOf(SocketTimeoutException.class);
        impatient.stop();
    }

    @Test
    void aKeptConnectionThatClosesWithoutAnAnswerIsTriedAgainOnce() throws Exception {
        text(ask("{}"));
        AtomicInteger asked = new AtomicInteger();
        PROVIDER.answers((request, connection) -> {
            if (asked.incrementAndGet() == 1) {
                connection.socket().close();
            } else {
                connection.json(200, "fresh");
            }
        });

        assertThat(text(ask("{}"))).isEqualTo("fresh");
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void lettingGoOfABodyThatIsOverLeavesTheNextRequestAlone() throws Exception {
        ResponseBody over = body(ask("{}"));
        over.readAllBytes();
        PROVIDER.answers((request, connection) -> {
            connections.add(connection.socket());
            connection.beginStream();
            connection.send("begun ");
            Thread.sleep(200);
            connection.send("and ended");
            connection.endStream();
        });
        ClassicHttpResponse next = ask("{}");

        over.abort();
        over.close();

        assertThat(text(next)).isEqualTo("begun and ended");
        assertThat(connections).as("the same connection").hasSize(1);
    }

    @Test
    void aProviderThatAnswersBeforeItHasReadTheRequestIsHeardAndLetGoOf() throws Exception {
        try (ServerSocket hasty = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> gone = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try (Socket socket = hasty.accept()) {
                    socket.getInputStream().readNBytes(1000);
                    socket.getOutputStream()
                            .write("HTTP/1.1 413 No\r\ncontent-length: 5\r\n\r\nlarge"
                                    .getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(500);
                    while (socket.getInputStream().read(new byte[64 * 1024]) >= 0) {
                        // what the sockets hold; then the end, or a reset
                    }
                    gone.complete(true);
                } catch (IOException | InterruptedException reset) {
                    gone.complete(true);
                }
            });
            ClassicHttpResponse answer = CLIENT.executeOpen(
                    null,
                    request(List.of(bytes("x".repeat(30_000_000))), "http://127.0.0.1:" + hasty.getLocalPort()),
                    null);

            assertThat(answer.getCode()).isEqualTo(413);
            assertThat(text(answer)).isEqualTo("large");
            assertThat(gone.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCallThatFindsNoConnectionFreeFailsAtOnce() throws Exception {
        UpstreamClient narrow = client(60_000, 1);
        cutOff();
        ResponseBody held = body(narrow.executeOpen(null, request("{}"), null));

        assertThatThrownBy(() -> narrow.executeOpen(null, request("{}"), null))
                .isInstanceOf(ConnectionRequestTimeoutException.class);
        held.abort();
        narrow.stop();
    }

    @Test
    void whatGoesWrongIsToldInHttpClientsWords() throws Exception {
        assertThatThrownBy(() -> CLIENT.executeOpen(null, request(List.of(), "http://nowhere.invalid/"), null))
                .isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> CLIENT.executeOpen(null, request(List.of(), "http://127.0.0.1:" + closedPort()), null))
                .isInstanceOf(ConnectException.class);

        PROVIDER.answers((request, connection) -> connection.raw("SSH-2.0-OpenSSH\r\n\r\n"));
        assertThatThrownBy(() -> ask("{}")).isInstanceOf(ClientProtocolException.class);

        PROVIDER.answers((request, connection) -> connection.socket().close());
        assertThatThrownBy(() -> ask("{}")).isInstanceOf(NoHttpResponseException.class);

        PROVIDER.answers((request, connection) -> {
            connection.raw("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nnot all");
            connection.socket().close();
        });
        assertThatThrownBy(() -> text(ask("{}"))).isInstanceOf(ConnectionClosedException.class);
    }

    // ---- helpers

    private static ClassicHttpResponse ask(String body) throws IOException {
        return CLIENT.executeOpen(null, request(body), null);
    }

    private static HttpPost request(String body) {
        return request(List.of(bytes(body)), PROVIDER.stub().baseUrl());
    }

    private static HttpPost request(List<ByteBuffer> body, String url) {
        HttpPost post = new HttpPost(URI.create(url + "/chat"));
        post.setEntity(new JsonEntity(body));
        return post;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CompletableFuture<?> push(ResponseBody body, Receiver to) {
        return body.pushTo(to).toCompletableFuture();
    }

    private static ResponseBody body(ClassicHttpResponse answer) throws IOException {
        return (ResponseBody) answer.getEntity().getContent();
    }

    private static String text(ClassicHttpResponse answer) throws IOException {
        return new String(body(answer).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A stream that begins and then waits to be cut. */
    private static CountDownLatch cutOff() {
        CountDownLatch cut = new CountDownLatch(1);
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send("beginning");
            try {
                while (connection.socket().getInputStream().read() >= 0) {
                    // nothing more is asked
                }
            } finally {
                cut.countDown();
            }
        });
        return cut;
    }

    private static void flood(AtomicLong sent) {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            byte[] chunk = new byte[16 * 1024];
            while (sent.get() < 256L * 1024 * 1024) {
                connection.send(chunk);
                sent.addAndGet(chunk.length);
            }
        });
    }

    private static long untilNothingMoves(AtomicLong count) throws InterruptedException {
        long last = -1;
        while (last != count.get() || last == 0) {
            last = count.get();
            Thread.sleep(300);
        }
        return last;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
