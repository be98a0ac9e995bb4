package io.camelid.dialect;

import java.util.function.Consumer;

/**
 * A provider's stream, bytes in, canonical events out, each as soon as it is complete. One object a stream, single-use, not
 * thread-safe; no threads, no I/O.
 *
 * @param <E> the canonical event
 */
public interface StreamDecoder<E> {

    /**
     * Takes the provider's next bytes. The buffer is the caller's again when this returns.
     *
     * @throws io.camelid.error.ProviderException the provider tells an error, or what came is not of this format; the events
     *     before it have been handed over, and nothing more may be fed
     */
    void feed(byte[] buffer, int offset, int length, Consumer<? super E> sink);

    /**
     * The provider's answer has ended, as far as its connection tells. Hands over what is left: the last event says that the
     * answer is complete.
     *
     * @throws io.camelid.error.ProviderException the answer broke off; a reason for its end is never made up
     */
    void end(Consumer<? super E> sink);

    /** How many events the provider has sent; comments, which only keep a connection open, are none. */
    long events();

    /** Bytes held for an event whose end has not come. */
    int held();
}
