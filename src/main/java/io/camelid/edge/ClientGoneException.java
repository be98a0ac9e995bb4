package io.camelid.edge;

import java.io.IOException;

/** The client closed its connection before its answer was complete: nobody is left to tell. */
public final class ClientGoneException extends IOException {

    /** Exchange property that the edge sets to true where this ended an answer. */
    public static final String PROPERTY = "camelidClientGone";

    private static final long serialVersionUID = 1L;

    public ClientGoneException() {
        super("the client has left");
    }
}
