package io.camelid.dialect;

import io.camelid.error.CamelidException;
import io.camelid.error.ProviderException;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream on its way to a client that speaks the same dialect: bytes in, bytes out, each event as soon as it is
 * complete. It never lies: a stream that breaks off has failed, and is not ended as if it were complete.
 *
 * <p>One object a stream, single-use, not thread-safe.
 */
public interface StreamProxy {

    /** How far a stream has come. */
    enum State {
        /** More may come. */
        OPEN,
        /** The answer is complete, and the client knows. */
        DONE,
        /** An error is out, in place of the rest. */
        ERROR_TOLD,
        /** It can't go on, and the client does not know yet. */
        FAILED
    }

    /**
     * Takes the provider's next bytes. The buffer is the caller's again when this returns.
     *
     * @return every event they complete, in an array of its own; empty if none
     */
    byte[] feed(byte[] buffer, int offset, int length);

    /**
     * The provider's answer has ended, as far as its connection tells.
     *
     * @return what is left to say to the client; afterwards the state is another than {@link State#OPEN}
     */
    byte[] end();

    /**
     * Tells the client of a failure, the stream's own or the caller's, and closes the stream.
     *
     * @return one error event; empty where the client has read the end or an error already
     */
    byte[] fail(CamelidException why);

    State state();

    /** How many events the provider has sent; comments, which only keep a connection open, are none. */
    long events();

    /** Bytes held for an event whose end has not come. */
    int held();

    /** Why the stream failed, be it told or not; null if it did not. */
    @Nullable
    ProviderException failure();

    /**
     * Whether the stream failed before it had an event to pass on. Then the client is best told by an ordinary HTTP error
     * made of {@link #failure}; whatever this stream gave out is to be thrown away.
     */
    boolean refused();

    /** The latest token counts; null as long as there were none. */
    @Nullable
    ProxiedUsage usage();
}
