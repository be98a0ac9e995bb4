package io.camelid.edge;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PushedBody} for a host whose HTTP server pulls: a virtual thread pushes, few pieces ahead of who reads. A read
 * gives what is there and does not wait for more. Closing it before its end is the client's leaving. One reader.
 */
public final class PulledBody extends InputStream {

    private static final int PIECES_AHEAD = 4;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
    private final Thread pusher;
    private byte[] piece = END;
    private int at;
    private boolean begun;
    private boolean ended;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** Nothing is pushed before the first read. */
    public PulledBody(PushedBody body) {
        pusher = Thread.ofVirtual().name("pushed-body").unstarted(() -> push(body));
    }

    private void push(PushedBody body) {
        try {
            body.pushTo((bytes, offset, length) -> hand(Arrays.copyOfRange(bytes, offset, offset + length)));
        } catch (Throwable e) { // out of memory too: the reader waits for the end
            failure = e;
        }
        try {
            hand(END);
        } catch (ClientGoneException gone) {
            // nobody waits for the end
        }
    }

    private void hand(byte[] bytes) throws ClientGoneException {
        if (closed) {
            throw new ClientGoneException();
        }
        try {
            pieces.put(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientGoneException();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, buffer, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return piece.length - at;
    }

    /** @return whether there is a byte; waits for one, or for the end */
    private boolean fill() throws IOException {
        if (!begun) {
            begun = true;
            pusher.start();
        }
        while (!ended && at == piece.length) {
            piece = take();
            at = 0;
            ended = piece.length == 0;
        }
        if (ended && failure != null) {
            throw new IOException("the body broke off", failure);
        }
        return !ended;
    }

    private byte[] take() throws IOException {
        try {
            byte[] next;
            do {
                next = pieces.take();
            } while (next.length == 0 && next != END);
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the body", e);
        }
    }

    /** Lets go of whatever feeds the body, also where nothing was read of it. */
    @Override
    public void close() {
        if (ended || closed) {
            return;
        }
        closed = true;
        if (!begun) {
            begun = true;
            pusher.start();
        }
        pusher.interrupt();
        ended = true;
    }
}
