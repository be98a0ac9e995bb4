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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A provider's body on its way in. Whoever wants it reads it, which waits for bytes, or has it pushed, which needs no thread
 * between two pieces. One who is slow slows the provider down: little waits here.
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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    // guarded by the lock
    private final Deque<ByteBuffer> kept = new ArrayDeque<>();
    private int keptBytes;
    private boolean over;
    private boolean settled;
    private @Nullable Throwable failure;
    private @Nullable Throwable refusal;

    // the event loop's own
    private Receiver receiver = this::keep;
    private Runnable ripe = NOBODY;
    private int ripeBytes = AHEAD;
    private boolean pushing;
    private int unwanted;

    private volatile boolean paused;
    private volatile long lastArrival = System.nanoTime();

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
        lock.lock();
        try {
            while (kept.isEmpty() && !over) {
                news.await();
            }
            if (kept.isEmpty()) {
                throwFailure();
                return -1;
            }
            return take(buffer, offset, length);
        } catch (InterruptedException leaving) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] buffer, int offset, int length) {
        int count = 0;
        while (count < length && !kept.isEmpty()) {
            ByteBuffer piece = kept.element();
            int part = Math.min(length - count, piece.remaining());
            piece.get(buffer, offset + count, part);
            count += part;
            if (!piece.hasRemaining()) {
                kept.remove();
            }
        }
        keptBytes -= count;
        if (paused && keptBytes < AHEAD / 2) {
            resume();
        }
        return count;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return keptBytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has the rest pushed to a receiver, and returns when it has all or has had enough. The receiver is called on the event
     * loop, also for what waits here already.
     *
     * @throws IOException the body broke off, or the receiver refused it
     */
    public void pushTo(Receiver to) throws IOException {
        context.runOnContext(begin -> handOver(to));
        lock.lock();
        try {
            while (!settled) {
                news.await();
            }
            throwFailure();
        } catch (InterruptedException leaving) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a body go on whose receiver asked for a pause. */
    public void resume() {
        context.runOnContext(again -> {
            paused = false;
            lastArrival = System.nanoTime();
            response.resume();
        });
    }

    /** Cuts the connection, unless the body has come to its end. */
    public void abort() {
        if (finish(new IOException("cut by the gateway"))) {
            context.runOnContext(late -> cut());
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (over) {
                return;
            }
        } finally {
            lock.unlock();
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
        return !paused && now - lastArrival > silenceNanos;
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

    private void throwFailure() throws IOException {
        switch (refusal) {
            case null -> {}
            case IOException refused -> throw refused;
            case RuntimeException fault -> throw fault;
            default -> throw new IllegalStateException("the receiver of a body failed", refusal);
        }
        if (failure != null) {
            throw UpstreamFailures.inBody(failure);
        }
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
                case ENOUGH -> settle(null);
            }
        } catch (IOException | RuntimeException | Error refused) {
            settle(refused);
            cut();
        }
    }

    private void pause() {
        paused = true;
        response.pause();
    }

    private Wish keep(byte[] bytes, int offset, int length) {
        boolean isRipe;
        lock.lock();
        try {
            kept.add(ByteBuffer.wrap(bytes, offset, length));
            keptBytes += length;
            isRipe = keptBytes >= ripeBytes;
            // told here, under the lock: whoever empties this must know that a pause is to come
            paused = keptBytes >= AHEAD;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        if (isRipe) {
            tellRipe();
        }
        return paused ? Wish.PAUSE : Wish.MORE;
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
        for (ByteBuffer piece = poll(); piece != null; piece = poll()) {
            give(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
        if (held && !paused) {
            response.resume();
        }
        if (over) {
            settle(null);
        }
    }

    private @Nullable ByteBuffer poll() {
        lock.lock();
        try {
            ByteBuffer piece = kept.poll();
            keptBytes -= piece == null ? 0 : piece.remaining();
            return piece;
        } finally {
            lock.unlock();
        }
    }

    /** The receiver gets no more: it has had enough, or has refused. */
    private void settle(@Nullable Throwable refused) {
        receiver = this::discard;
        lock.lock();
        try {
            if (!settled) {
                settled = true;
                refusal = refused;
                news.signalAll();
            }
        } finally {
            lock.unlock();
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
        if (!over) {
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
        lock.lock();
        try {
            if (over) {
                return false;
            }
            over = true;
            settled |= pushing;
            failure = reason;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        tellRipe();
        active.remove(this);
        return true;
    }
}
