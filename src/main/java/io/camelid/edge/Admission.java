package io.camelid.edge;

import io.camelid.error.GatewayException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is in flight and says no before memory runs out. Shared by all consumers of an edge; thread-safe. */
final class Admission {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final EdgeOptions options;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Admission(EdgeOptions options) {
        this.options = options;
    }

    /** One more request; {@link #leave} must follow, also when this is refused. */
    void enter() throws GatewayException {
        if (requests.incrementAndGet() > options.maxRequests()) {
            throw GatewayException.overloaded("Too many requests in flight; try again.", RETRY_AFTER_SECONDS);
        }
    }

    /** The request and its stream have ended. */
    void leave() {
        requests.decrementAndGet();
    }

    /** Takes memory for a request body; {@link #release} gives it back, also when this is refused. */
    void reserve(long count) throws GatewayException {
        if (bytes.addAndGet(count) > options.maxBufferedBytes()) {
            throw GatewayException.overloaded(
                    "The gateway holds too many request bodies; try again.", RETRY_AFTER_SECONDS);
        }
    }

    void release(long count) {
        bytes.addAndGet(-count);
    }
}
