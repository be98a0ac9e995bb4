package io.camelid.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.error.CamelidException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sink before a real connection, whose client reads when the test does. */
@Timeout(60)
class ClientSinkTest {

    /** One piece; numbered, so that nothing is lost, doubled or out of order. */
    private static final int PIECE = 1024;

    /** Far more than the kernel takes on a connection and the sink holds. */
    private static final int MANY = 16 * 1024;

    /** What may be on the way to a client that reads nothing: the sink's window, and the kernel's buffers. */
    private static final int ON_THE_WAY = 2 * 1024;

    private static final BlockingQueue<Asked> ASKED = new LinkedBlockingQueue<>();
    private static Vertx vertx;
    private static HttpServer server;

    private record Asked(HttpServerResponse response, Context loop) {}

    private final AtomicBoolean clientGone = new AtomicBoolean();
    private final Ending ending = new Ending() {
        @Override
        public boolean isClientGone() {
            return clientGone.get();
        }

        @Override
        public @Nullable CamelidException cutFor() {
            return null;
        }
    };
    private Socket client;
    private HttpServerResponse response;
    private Context loop;

    @BeforeAll
    static void listen() throws Exception {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(16 * 1024))
                .requestHandler(it -> ASKED.add(new Asked(it.response(), vertx.getOrCreateContext())))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void ask() throws Exception {
        client = new Socket();
        client.setReceiveBufferSize(32 * 1024);
        client.setSoTimeout(20_000);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()), 5000);
        client.getOutputStream().write("GET / HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        Asked asked = ASKED.poll(10, TimeUnit.SECONDS);
        assertThat(asked).isNotNull();
        loop = asked.loop();
        response = asked.response();
        response.putHeader("content-length", String.valueOf(MANY * PIECE));
    }

    @AfterEach
    void leave() throws IOException {
        client.close();
    }

    @Test
    void aWriterWaitsForASlowClientWhichGetsItAll() throws Exception {
        CompletableFuture<Void> writing = writing(sink -> {
            for (int i = 0; i < MANY; i++) {
                sink.write(piece(i));
            }
        });

        isHeldBack();
        assertThat(writing).isNotDone();

        readsAll();
        writing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aWriterOfOneLargeArrayWaitsToo() throws Exception {
        ByteBuffer whole = ByteBuffer.allocate(MANY * PIECE);
        for (int i = 0; i < MANY; i++) {
            whole.put(piece(i));
        }
        CompletableFuture<Void> writing = writing(sink -> sink.write(whole.array()));

        isHeldBack();
        assertThat(writing).isNotDone();

        readsAll();
        writing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void onlyThePartThatIsMeantIsWritten() throws Exception {
        CompletableFuture<Void> writing = writing(sink -> {
            for (int i = 0; i < MANY; i++) {
                byte[] padded = new byte[PIECE + 10];
                System.arraycopy(piece(i), 0, padded, 3, PIECE);
                sink.write(padded, 3, PIECE);
            }
        });

        readsAll();
        writing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoOffersFromElsewhereIsToldToWaitAndToGoOn() throws Exception {
        CompletableFuture<Void> offering = offering(response);

        isHeldBack();
        assertThat(offering).isNotDone();

        readsAll();
        offering.get(10, TimeUnit.SECONDS);
    }

    @Test
    void roomThatCameBeforeAnybodyListenedIsNotMissed() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        HttpServerResponse drainsFirst = (HttpServerResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServerResponse.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("drainHandler")) {
                        full.countDown();
                        roomComes();
                    }
                    return method.invoke(response, arguments);
                });

        CompletableFuture<Void> offering = offering(drainsFirst);
        assertThat(full.await(10, TimeUnit.SECONDS)).as("the queue is full").isTrue();

        readsAll();
        offering.get(10, TimeUnit.SECONDS);
    }

    private void roomComes() throws InterruptedException {
        while (response.writeQueueFull()) {
            Thread.sleep(1);
        }
    }

    /** No faster than the client's event loop, which knows only when it comes round whether the socket is full. */
    private CompletableFuture<Void> offering(HttpServerResponse to) {
        Semaphore room = new Semaphore(0);
        return writing(to, sink -> {
            for (int i = 0; i < MANY; i++) {
                if (i % 16 == 0) {
                    loopComesRound();
                }
                room.drainPermits();
                if (!sink.offer(piece(i), room::release)) {
                    assertThat(room.tryAcquire(20, TimeUnit.SECONDS))
                            .as("told that there is room again")
                            .isTrue();
                }
            }
        });
    }

    @Test
    void whoOffersOnTheClientsOwnEventLoopIsToldToWaitAndToGoOn() throws Exception {
        CompletableFuture<Void> all = new CompletableFuture<>();
        Offers offers = new Offers(all);
        loop.runOnContext(begin -> offers.goOn());

        isHeldBack();
        assertThat(all).isNotDone();

        readsAll();
        all.get(10, TimeUnit.SECONDS);
    }

    /** One piece after the other, on the event loop: it must not wait there. */
    private final class Offers {
        private final ClientSink sink = new ClientSink(response, ending);
        private final CompletableFuture<Void> all;
        private int next;
        private boolean waiting = true;

        Offers(CompletableFuture<Void> all) {
            this.all = all;
        }

        void goOn() {
            if (!waiting) {
                return; // told once more than needed
            }
            waiting = false;
            try {
                while (next < MANY && !waiting) {
                    waiting = !sink.offer(piece(next++), this::goOn);
                }
                if (next == MANY) {
                    response.end();
                    all.complete(null);
                }
            } catch (ClientGoneException gone) {
                all.completeExceptionally(gone);
            }
        }
    }

    @Test
    void aWriterWhoWaitsIsToldThatItsClientHasLeft() throws Exception {
        CompletableFuture<Void> writing = writing(sink -> {
            for (int i = 0; i < MANY; i++) {
                sink.write(piece(i));
            }
        });
        isHeldBack();

        client.close();

        isGone(writing);
    }

    @Test
    void aWriterWhoIsInterruptedAsItsClientHasLeftWaitsNoLonger() throws Exception {
        CompletableFuture<Thread> writer = new CompletableFuture<>();
        CompletableFuture<Void> writing = writing(sink -> {
            writer.complete(Thread.currentThread());
            for (int i = 0; i < MANY; i++) {
                sink.write(piece(i));
            }
        });
        isHeldBack();

        // as a conversation does it, which may know before the connection does
        clientGone.set(true);
        writer.get(10, TimeUnit.SECONDS).interrupt();

        isGone(writing);
    }

    @Test
    void whoOffersIsToldThatTheClientHasLeft() throws Exception {
        CompletableFuture<Void> offering = writing(sink -> {
            while (true) {
                sink.offer(piece(0), () -> {});
                Thread.sleep(1);
            }
        });
        client.close();

        isGone(offering);
    }

    @Test
    void nothingIsWrittenForAClientThatIsKnownToHaveLeft() {
        clientGone.set(true);
        ClientSink sink = new ClientSink(response, ending);

        assertThatThrownBy(() -> sink.write(piece(0))).isInstanceOf(ClientGoneException.class);
        assertThatThrownBy(() -> sink.offer(piece(0), () -> {})).isInstanceOf(ClientGoneException.class);
        assertThat(response.bytesWritten()).isZero();
    }

    private void loopComesRound() throws Exception {
        CompletableFuture<Void> round = new CompletableFuture<>();
        loop.runOnContext(round::complete);
        round.get(30, TimeUnit.SECONDS);
    }

    private static void isGone(CompletableFuture<Void> writing) {
        assertThat(writing)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ClientGoneException.class);
    }

    /** Waits until the client, which does not read, has what the kernel takes, and nothing more is handed over. */
    private void isHeldBack() throws InterruptedException {
        long last = 0;
        long since = System.nanoTime();
        while (last == 0 || System.nanoTime() - since < Duration.ofMillis(400).toNanos()) {
            long now = response.bytesWritten();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
            Thread.sleep(5);
        }
        assertThat(last).isLessThan((long) ON_THE_WAY * PIECE);
    }

    private void readsAll() throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream(), 64 * 1024));
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            head += (char) in.readUnsignedByte();
        }
        byte[] read = new byte[PIECE];
        for (int i = 0; i < MANY; i++) {
            in.readFully(read);
            assertThat(read).as("piece %d", i).isEqualTo(piece(i));
        }
    }

    private interface Writer {
        void write(ClientSink sink) throws Exception;
    }

    /** On a thread of its own, as a request has one; ends the answer. */
    private CompletableFuture<Void> writing(Writer writer) {
        return writing(response, writer);
    }

    private CompletableFuture<Void> writing(HttpServerResponse to, Writer writer) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                writer.write(new ClientSink(to, ending));
                response.end();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    private static byte[] piece(int number) {
        byte[] bytes = new byte[PIECE];
        Arrays.fill(bytes, (byte) number);
        return ByteBuffer.wrap(bytes).putInt(number).array();
    }
}
