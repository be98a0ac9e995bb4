package io.camelid.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure with something to tell the client. The message says what was wrong, where, and what would do; it never holds
 * a key or an internal.
 */
public abstract sealed class CamelidException extends RuntimeException
        permits RequestException, ProviderException, GatewayException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    CamelidException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public final ErrorKind kind() {
        return kind;
    }

    /** The HTTP status to answer with: the kind's, unless a provider's own status is passed on. */
    public int status() {
        return kind.status();
    }

    /** What the client is told; never null, unlike {@link #getMessage()} of other exceptions. */
    public final String text() {
        String message = getMessage();
        return message == null ? kind.type() : message;
    }
}
