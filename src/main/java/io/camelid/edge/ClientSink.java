package io.camelid.edge;

import io.camelid.error.CamelidException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The client's connection as a sink: at most {@value #WINDOW} bytes wait for a slow client, then the writer does. */
final class ClientSink implements OfferSink {

    private static final long WINDOW = 64 * 1024;

    /** Netty copies a piece to native memory before it is sent: no large ones, bytes. */
    private static final int PIECE = 32 * 1024;

    private final HttpServerResponse response;
    private final Ending ending;
    private final Thread writer = Thread.currentThread();
    private final AtomicLong waiting = new AtomicLong();

    ClientSink(HttpServerResponse response, Ending ending) {
        this.response = response;
        this.ending = ending;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws ClientGoneException {
        int end = offset + length;
        for (int at = offset; at < end; at += PIECE) {
            writePiece(Unpooled.wrappedBuffer(bytes, at, Math.min(PIECE, end - at)));
        }
    }

    @Override
    public boolean offer(byte[] bytes, Runnable drained) throws ClientGoneException {
        refuseIfGone();
        // nobody asks when it is out: that spares a promise and its listeners for each event
        response.write(BufferImpl.buffer(Unpooled.wrappedBuffer(bytes)), null);
        if (!response.writeQueueFull()) {
            return true;
        }
        response.drainHandler(room -> drained.run());
        // it may have drained in between, where the client's event loop is another one
        return !response.writeQueueFull();
    }

    @Override
    public @Nullable CamelidException interruption() {
        return ending.cutFor();
    }

    private void writePiece(ByteBuf piece) throws ClientGoneException {
        refuseIfGone();
        int count = piece.readableBytes();
        waiting.addAndGet(count);
        // Vert.x knows a full socket only after its event loop has come round; counting what it finished bounds us
        // before
        response.write(BufferImpl.buffer(piece)).onComplete(written -> written(count));
        while (waiting.get() > WINDOW) {
            LockSupport.park(this);
            refuseIfGone();
            // or parking would be spinning; why an answer is to end is known without it
            Thread.interrupted();
        }
    }

    private void written(int count) {
        if (waiting.addAndGet(-count) <= WINDOW) {
            LockSupport.unpark(writer);
        }
    }

    private void refuseIfGone() throws ClientGoneException {
        if (ending.isClientGone() || response.closed()) {
            throw new ClientGoneException();
        }
    }
}
