package io.camelid.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Service;

/**
 * The event loops that all input and output is done on, clients' and providers' alike, so that what comes in on one goes out
 * on the same without a thread in between. Routes run on virtual threads, which have the other processors. Thread-safe.
 */
public final class EventLoops implements Service {

    private final Vertx vertx;
    private final List<Context> contexts;
    private final AtomicInteger turn = new AtomicInteger();

    /** As many as this machine has use for. */
    public EventLoops(Vertx vertx) {
        this.vertx = vertx;
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.contexts = IntStream.range(0, count)
                .<Context>mapToObj(loop -> ((VertxInternal) vertx).createEventLoopContext())
                .toList();
    }

    public Vertx vertx() {
        return vertx;
    }

    List<Context> contexts() {
        return contexts;
    }

    /** One after the other. */
    public Context next() {
        return contexts.get(Math.floorMod(turn.getAndIncrement(), contexts.size()));
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        EdgeServer.end(vertx.close());
    }
}
