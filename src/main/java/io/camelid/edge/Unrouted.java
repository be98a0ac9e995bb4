package io.camelid.edge;

import io.camelid.error.CamelidException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the edge leaves to others where no route answers: the client's dialect, the log and the meters. Thread-safe. */
public interface Unrouted {

    /** The body of an answer that tells a failure: JSON. */
    byte[] body(CamelidException failure);

    /**
     * Puts a request on record that no route will ever see.
     *
     * @param sentId what the client sent as {@code x-request-id}
     * @return the id the request is known by
     */
    String record(CamelidException failure, @Nullable String sentId);

    /**
     * Puts a failure on record that a route could not tell by itself.
     *
     * @return the id the request is known by
     */
    String record(CamelidException failure, Exchange exchange);
}
