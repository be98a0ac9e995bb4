package io.camelid.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Bytes that came before anybody wanted them, and the end behind them. One thread writes, one other reads. */
final class WaitingBytes {

    private final int bound;
    private final Runnable onRoom;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    // guarded by the lock
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private int bytes;
    private boolean full;
    private boolean over;
    private @Nullable Throwable failure;

    /**
     * @param bound bytes from which on it is full: whoever writes is to wait
     * @param onRoom runs, on the reader's thread, when half of that is read again
     */
    WaitingBytes(int bound, Runnable onRoom) {
        this.bound = bound;
        this.onRoom = onRoom;
    }

    /** @return how many bytes wait now: as many as the bound, or more, if it is full */
    int add(ByteBuffer piece) {
        lock.lock();
        try {
            pieces.add(piece);
            bytes += piece.remaining();
            // under the lock: a reader who empties this at once must know that the writer is about to wait
            full = bytes >= bound;
            news.signalAll();
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether it was not over before; then the reason, if any, is what a reader is told behind the last byte */
    boolean end(@Nullable Throwable reason) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            over = true;
            failure = reason;
            news.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is a byte or the end.
     *
     * @return how many bytes were read, -1 at the end
     * @throws IOException it ended for a reason
     */
    int read(byte[] to, int offset, int length) throws IOException, InterruptedException {
        int count;
        boolean room;
        lock.lock();
        try {
            while (pieces.isEmpty() && !over) {
                news.await();
            }
            if (pieces.isEmpty()) {
                if (failure != null) {
                    throw UpstreamFailures.inBody(failure);
                }
                return -1;
            }
            count = take(to, offset, length);
            room = full && bytes < bound / 2;
            full &= !room;
        } finally {
            lock.unlock();
        }
        if (room) {
            onRoom.run();
        }
        return count;
    }

    private int take(byte[] to, int offset, int length) {
        int count = 0;
        while (count < length && !pieces.isEmpty()) {
            ByteBuffer piece = pieces.element();
            int part = Math.min(length - count, piece.remaining());
            piece.get(to, offset + count, part);
            count += part;
            if (!piece.hasRemaining()) {
                pieces.remove();
            }
        }
        bytes -= count;
        return count;
    }

    /** The next piece, without waiting; null where there is none. */
    @Nullable
    ByteBuffer poll() {
        lock.lock();
        try {
            ByteBuffer piece = pieces.poll();
            bytes -= piece == null ? 0 : piece.remaining();
            return piece;
        } finally {
            lock.unlock();
        }
    }

    int bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Why it ended; null where it has not, or as it should. */
    @Nullable
    Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }
}
