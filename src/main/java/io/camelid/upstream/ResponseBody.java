package io.camelid.upstream;

import io.camelid.upstream.Receiver.Wish;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A provider's body on its way in. Whoever wants it reads it, which waits for bytes, or has it pushed, which needs no
 * thread. One who is slow slows the provider down: little waits here.
 *
 * <p>Closed before its end, it keeps the connection where the rest is short and near, and cuts it where not;
 * {@link #abort} cuts at once. For one reader, on one thread at a time.
 */
public final class ResponseBody extends InputStream implements ActiveCalls.Waiting {

    /** Bytes that may wait for a reader. */
    private static final int AHEAD = 64 * 1024;

    /** Bytes that are still read when nobody wants them, for the connection's sake. */
    private static final int REST = 16 * 1024;

    private static final long REST_MILLIS = 1000;

    private static final Runnable NOBODY = () -> {};

    private final Context context;
    private final HttpClientResponse response;
    private final ActiveCalls active;
    private final @Nullable BodySender unsent;

    private final WaitingBytes waiting = new WaitingBytes(AHEAD, this::resume);
    private final CompletableFuture<@Nullable Void> pushed = new CompletableFuture<>();

    // the event loop's own
    private Receiver receiver = this::keep;
    private Runnable ripe = NOBODY;
    private int ripeBytes = AHEAD;
    private boolean pushing;
    private int unwanted;

    private volatile boolean paused;
    private volatile long lastArrival = System.nanoTime();
    private volatile long lastNews = lastArrival;
    private volatile boolean news = true;

    /**
     * On the event loop, before any piece is there.
     *
     * @param active knows of it as long as more may come
     * @param unsent what is still to be sent of the request; null where that is nothing
     */
    ResponseBody(Context context, HttpClientResponse response, ActiveCalls active, @Nullable BodySender unsent) {
        this.context = context;
        this.response = response;
        this.active = active;
        this.unsent = unsent;
        active.add(this);
        response.handler(this::arrived);
        response.exceptionHandler(this::end);
        response.endHandler(complete -> ended());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Waits until there is a byte or the end, and gives what is there by then. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        try {
            return waiting.read(buffer, offset, length);
        } catch (InterruptedException leaving) {
            throw interrupted();
        }
    }

    @Override
    public int available() {
        return waiting.bytes();
    }

    /**
     * Has the rest pushed to a receiver, which is called on the event loop, also for what waits here already.
     *
     * @return done when the receiver has all or has had enough; failed where the body broke off or the receiver refused it
     */
    public CompletionStage<@Nullable Void> pushTo(Receiver to) {
        context.runOnContext(begin -> handOver(to));
        return pushed;
    }

    /** Lets a body go on whose receiver asked for a pause. */
    public void resume() {
        context.runOnContext(again -> {
            paused = false;
            lastArrival = System.nanoTime();
            lastNews = lastArrival;
            response.resume();
        });
    }

    /**
     * A reader says what the latest bytes were to it: a provider that sends nothing but what keeps a connection open is silent.
     *
     * @param something whether there was something among them
     */
    public void heard(boolean something) {
        if (something) {
            lastNews = System.nanoTime();
        }
        news = something;
    }

    /** Cuts the connection, unless the body has come to its end. */
    public void abort() {
        context.runOnContext(late -> {
            if (finish(new IOException("cut by the gateway"))) {
                cut();
            }
        });
    }

    @Override
    public void close() {
        if (waiting.isOver()) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            abort(); // the client has left: nobody waits for the rest
        } else {
            context.runOnContext(rest -> letGo());
        }
    }

    @Override
    public void cutIfSilent(long now, long silenceNanos) {
        if (isSilent(now, silenceNanos)) {
            context.runOnContext(again -> endIfSilent(now, silenceNanos));
        }
    }

    private boolean isSilent(long now, long silenceNanos) {
        return !paused && now - (news ? lastArrival : lastNews) > silenceNanos;
    }

    /** Tells, once, when there is something for a reader: all of a body, or much of it, or any of a stream. */
    void whenRipe(boolean stream, Runnable tell) {
        ripeBytes = stream ? 1 : AHEAD;
        ripe = tell;
    }

    private InterruptedIOException interrupted() {
        abort();
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for a provider");
    }

    // ---- on the event loop

    private void arrived(Buffer buffer) {
        lastArrival = System.nanoTime();
        // a heap buffer of its own: Vert.x copies what it hands out
        ByteBuf bytes = ((BufferImpl) buffer).byteBuf();
        give(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
    }

    private void give(byte[] bytes, int offset, int length) {
        try {
            switch (receiver.receive(bytes, offset, length)) {
                case MORE -> {}
                case PAUSE -> pause();
                case ENOUGH -> settle();
            }
        } catch (IOException | RuntimeException | Error refused) {
            pushed.completeExceptionally(refused);
            cut();
        }
    }

    private void pause() {
        paused = true;
        response.pause();
    }

    private Wish keep(byte[] bytes, int offset, int length) {
        int kept = waiting.add(ByteBuffer.wrap(bytes, offset, length));
        if (kept >= ripeBytes) {
            tellRipe();
        }
        return kept >= AHEAD ? Wish.PAUSE : Wish.MORE;
    }

    /** Once: who waits for it is forgotten then. */
    private void tellRipe() {
        Runnable told = ripe;
        ripe = NOBODY;
        told.run();
    }

    /** What waits here goes first, all of it, though the receiver may ask for a pause meanwhile. */
    private void handOver(Receiver to) {
        receiver = to;
        pushing = true;
        boolean held = paused;
        paused = false;
        for (ByteBuffer piece = waiting.poll(); piece != null; piece = waiting.poll()) {
            give(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
        if (held && !paused) {
            response.resume();
        }
        if (waiting.isOver()) {
            tellEnd();
        }
    }

    /** The receiver has had enough: whatever comes of the rest is nothing to it. */
    private void settle() {
        receiver = this::discard;
        pushed.complete(null);
    }

    private void tellEnd() {
        Throwable failure = waiting.failure();
        if (failure == null) {
            pushed.complete(null);
        } else {
            pushed.completeExceptionally(UpstreamFailures.inBody(failure));
        }
    }

    private Wish discard(byte[] bytes, int offset, int length) {
        unwanted += length;
        if (unwanted > REST) {
            cut();
        }
        return Wish.MORE;
    }

    private void letGo() {
        receiver = this::discard;
        paused = false;
        response.resume();
        context.owner().setTimer(REST_MILLIS, late -> cutUnlessOver());
    }

    private void cutUnlessOver() {
        if (!waiting.isOver()) {
            cut();
        }
    }

    private void endIfSilent(long now, long silenceNanos) {
        if (isSilent(now, silenceNanos)) {
            end(UpstreamFailures.silence());
            cut();
        }
    }

    private void cut() {
        receiver = this::discard;
        active.cut(response.request());
    }

    /** All of it came. A provider that has answered before it had the whole request may never read the rest of that. */
    private void ended() {
        finish(null);
        if (unsent != null && !unsent.isDone()) {
            cut();
        }
    }

    /** It broke off for this reason: what may still wait somewhere is no longer handed on. */
    private void end(Throwable reason) {
        receiver = this::discard;
        finish(reason);
    }

    /**
     * Nothing comes any more.
     *
     * @return whether that is news
     */
    private boolean finish(@Nullable Throwable reason) {
        if (!waiting.end(reason)) {
            return false;
        }
        active.remove(this);
        if (pushing) {
            tellEnd();
        }
        tellRipe();
        return true;
    }
}
