package io.camelid.edge;

import io.camelid.error.CamelidException;
import org.jspecify.annotations.Nullable;

/** Where a {@link PushedBody} goes: the client's connection. Not thread-safe: one writer. */
public interface ByteSink {

    /**
     * Puts bytes on the client's wire now. Blocks while the client is slow, so that whoever feeds it slows down too.
     *
     * @param bytes never changed after this call: they may still be on their way to the socket
     * @throws ClientGoneException the client has left; stop, and let go of the upstream
     */
    void write(byte[] bytes, int offset, int length) throws ClientGoneException;

    /** Why the writer was interrupted, as the client is to be told; null where it was not, or there is nobody to tell. */
    default @Nullable CamelidException interruption() {
        return null;
    }

    /** Puts a whole array on the client's wire. */
    default void write(byte[] bytes) throws ClientGoneException {
        write(bytes, 0, bytes.length);
    }
}
