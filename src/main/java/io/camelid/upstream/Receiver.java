package io.camelid.upstream;

import java.io.IOException;

/** Takes a body piece by piece, on the event loop it comes from: it must not wait. */
public interface Receiver {

    /**
     * Takes the next bytes, which are its own only until it returns.
     *
     * @return what it wants next
     * @throws IOException nobody wants more: the rest is let go of, and the body's pusher told
     */
    Wish receive(byte[] bytes, int offset, int length) throws IOException;

    /** What happens after a piece. */
    enum Wish {
        /** The next piece as soon as it is here. */
        MORE,
        /** Nothing until {@link ResponseBody#resume}. */
        PAUSE,
        /** Nothing any more: what follows, if anything, is thrown away. */
        ENOUGH
    }
}
