package io.camelid.edge;

import io.camelid.error.CamelidException;
import org.jspecify.annotations.Nullable;

/** What ends an answer before its time. Thread-safe. */
interface Ending {

    boolean isClientGone();

    /** What the client is told where the gateway ends the answer; null where it does not. */
    @Nullable
    CamelidException cutFor();
}
