package io.camelid.edge;

import java.io.IOException;

/**
 * A message body that is pushed to the client piece by piece as it comes into being. The edge calls it once, on a virtual
 * thread of its own, when the route is done; where that thread waits, event loops may do the pushing ({@link OfferSink}).
 * Streams are pushed, never pulled: nothing collects bytes in between.
 */
@FunctionalInterface
public interface PushedBody {

    /**
     * Writes the whole body and returns when it is complete. The head of the answer is out by then, so a failure on the
     * way is told inside the body, in the dialect the client speaks; what is thrown cuts the connection.
     *
     * @throws ClientGoneException from the sink, passed on after the upstream was let go
     * @throws IOException the body can't be completed and the client could not be told
     */
    void pushTo(ByteSink sink) throws IOException;
}
