package io.camelid.sse;

/** An event went past the size its reader allows: somebody streams without ever ending an event. */
public final class EventTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EventTooLargeException(int maxBytes) {
        super("A server-sent event is larger than " + maxBytes + " bytes.");
    }
}
