package io.camelid.error;

import org.jspecify.annotations.Nullable;

/** The gateway itself can't serve the request now. */
public final class GatewayException extends CamelidException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Integer retryAfterSeconds;

    private GatewayException(
            ErrorKind kind, String message, @Nullable Integer retryAfterSeconds, @Nullable Throwable cause) {
        super(kind, message, cause);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Too many requests in flight, or the gateway is shutting down: the client should come back. */
    public static GatewayException overloaded(String message, int retryAfterSeconds) {
        return new GatewayException(ErrorKind.OVERLOADED, message, retryAfterSeconds, null);
    }

    /** A fault of ours; the message says no more than that, the cause is logged. */
    public static GatewayException internal(Throwable cause) {
        return new GatewayException(
                ErrorKind.INTERNAL, "The gateway failed; its log has the cause under this request's id.", null, cause);
    }

    /** For the {@code retry-after} header; null where coming back would not help. */
    public @Nullable Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
