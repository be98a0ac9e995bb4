package io.camelid.edge;

/** A sink that takes bytes from event loops too, which must not wait. One writer at a time. */
public interface OfferSink extends ByteSink {

    /**
     * Puts bytes on the client's wire without waiting.
     *
     * @param bytes never changed after this call
     * @param drained runs when there is room again, where there is none now; once more than needed does no harm
     * @return whether more may follow at once
     * @throws ClientGoneException the client has left; stop, and let go of the upstream
     */
    boolean offer(byte[] bytes, Runnable drained) throws ClientGoneException;
}
