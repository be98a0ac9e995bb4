package io.camelid.edge;

import io.camelid.error.CamelidException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What ends an answer before its time; an exchange property. An interrupt of its thread alone says nothing: a step may have
 * made it. Thread-safe.
 */
public interface Ending {

    /** The exchange property's name. */
    String PROPERTY = "camelidEnding";

    /** Whether nobody waits for what a route would answer. */
    static boolean hasCome(Exchange exchange) {
        Ending ending = exchange.getProperty(PROPERTY, Ending.class);
        return ending != null && (ending.isClientGone() || ending.cutFor() != null);
    }

    boolean isClientGone();

    /** What the client is told where the gateway ends the answer; null where it does not. */
    @Nullable
    CamelidException cutFor();
}
