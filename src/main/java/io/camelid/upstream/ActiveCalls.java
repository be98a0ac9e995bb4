package io.camelid.upstream;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All calls on their way. One look at all of them now and then ends those whose provider is silent for too long: a timer for
 * each would cost more. Knows too which request each connection serves. Thread-safe.
 */
final class ActiveCalls {

    /** Somebody waits for a provider: for its answer to begin, or for its next bytes. */
    interface Waiting {

        /** Cuts a provider that is silent for too long, though nobody told it to wait. */
        void cutIfSilent(long now, long silenceNanos);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ActiveCalls.class);

    private static final long LONGEST_LOOK_MILLIS = 1000;
    private static final long SHORTEST_LOOK_MILLIS = 10;

    private final long silenceMillis;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final Map<HttpConnection, HttpClientRequest> served = new ConcurrentHashMap<>();

    ActiveCalls(long silenceMillis) {
        this.silenceMillis = silenceMillis;
    }

    /** How often to look: a provider's silence may last that much longer. */
    long lookMillis() {
        return Math.clamp(silenceMillis / 8, SHORTEST_LOOK_MILLIS, LONGEST_LOOK_MILLIS);
    }

    void look() {
        long now = System.nanoTime();
        long silence = TimeUnit.MILLISECONDS.toNanos(silenceMillis);
        waiting.forEach(it -> it.cutIfSilent(now, silence));
    }

    void add(Waiting call) {
        waiting.add(call);
    }

    void remove(Waiting call) {
        waiting.remove(call);
    }

    /**
     * A connection serves this request from now on.
     *
     * @return whether it has served others before
     */
    boolean serves(HttpClientRequest request) {
        HttpConnection connection = request.connection();
        boolean kept = served.put(connection, request) != null;
        if (!kept) {
            connection.closeHandler(closed -> served.remove(connection));
            connection.exceptionHandler(told -> LOG.debug("A provider's connection failed", told));
        }
        return kept;
    }

    /** Cuts the connection, unless it serves somebody else by now. On the request's event loop. */
    void cut(HttpClientRequest request) {
        if (served.get(request.connection()) == request) {
            request.reset();
        }
    }
}
