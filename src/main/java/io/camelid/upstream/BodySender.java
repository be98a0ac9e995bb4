package io.camelid.upstream;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpClientRequest;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Sends a body as fast as the provider takes it, on its event loop: never more than a little waits in native memory. */
final class BodySender {

    /** Up to here a body goes in one write, bytes; larger ones go in pieces of this size, as Netty copies each. */
    private static final int PIECE = 64 * 1024;

    private final HttpClientRequest request;
    private final Deque<ByteBuffer> pieces;
    private final Runnable progress;
    private boolean done;

    private BodySender(HttpClientRequest request, List<ByteBuffer> pieces, Runnable progress) {
        this.request = request;
        this.pieces = new ArrayDeque<>(pieces);
        this.progress = progress;
    }

    /** @param progress runs whenever the provider has taken some of a large body */
    static BodySender send(HttpClientRequest request, JsonEntity body, Runnable progress) {
        List<ByteBuffer> pieces = body.pieces();
        boolean small = body.getContentLength() <= PIECE;
        BodySender sender = new BodySender(request, small ? List.of() : pieces, progress);
        if (small) {
            sender.done = true;
            request.end(BufferImpl.buffer(Unpooled.wrappedBuffer(pieces.toArray(ByteBuffer[]::new))));
        } else {
            sender.pump();
        }
        return sender;
    }

    /** Whether all of it is on its way. */
    boolean isDone() {
        return done;
    }

    private void pump() {
        progress.run();
        while (!pieces.isEmpty()) {
            if (request.writeQueueFull()) {
                request.drainHandler(drained -> pump());
                return;
            }
            request.write(BufferImpl.buffer(Unpooled.wrappedBuffer(next())));
        }
        done = true;
        request.drainHandler(null);
        request.end();
    }

    private ByteBuffer next() {
        ByteBuffer piece = pieces.element();
        if (piece.remaining() <= PIECE) {
            return pieces.remove();
        }
        ByteBuffer part = piece.slice(piece.position(), PIECE);
        piece.position(piece.position() + PIECE);
        return part;
    }
}
