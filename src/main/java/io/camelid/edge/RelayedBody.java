package io.camelid.edge;

import java.io.IOException;

/**
 * A body that event loops push once it has begun: while they do, no thread waits for its end. The edge calls {@link #begin}
 * and then {@link #finish}; a host that pulls has it pushed whole.
 */
public interface RelayedBody extends PushedBody {

    /**
     * Writes what is there, and has the rest pushed.
     *
     * @param over runs once, when nothing more is pushed, for whatever reason; on any thread, which must not wait
     */
    void begin(OfferSink sink, Runnable over);

    /** Has the pushing end before its time. Thread-safe; does nothing where it is over. */
    void interrupt();

    /** What is left to do when the pushing is over: throws what {@link #pushTo} does, and returns when the body is complete. */
    void finish(ByteSink sink) throws IOException;
}
