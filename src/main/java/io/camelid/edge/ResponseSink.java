package io.camelid.edge;

import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The client's connection as a sink: at most {@value #WINDOW} bytes wait for a slow client, then the writer does. */
final class ResponseSink implements ByteSink {

    private static final long WINDOW = 256 * 1024;

    private final HttpServerResponse response;
    private final BooleanSupplier clientGone;
    private final Thread writer = Thread.currentThread();
    private final AtomicLong waiting = new AtomicLong();

    ResponseSink(HttpServerResponse response, BooleanSupplier clientGone) {
        this.response = response;
        this.clientGone = clientGone;
    }

    @Override
    public void write(byte[] bytes) throws ClientGoneException {
        refuseIfGone();
        waiting.addAndGet(bytes.length);
        // Vert.x knows a full socket only after its event loop has come round; counting what it finished bounds us
        // before
        response.write(AnswerWriter.wrap(bytes)).onComplete(written -> written(bytes.length));
        while (waiting.get() > WINDOW) {
            LockSupport.park(this);
            refuseIfGone();
        }
    }

    private void written(int count) {
        if (waiting.addAndGet(-count) <= WINDOW) {
            LockSupport.unpark(writer);
        }
    }

    private void refuseIfGone() throws ClientGoneException {
        if (clientGone.getAsBoolean() || response.closed()) {
            throw new ClientGoneException();
        }
    }
}
