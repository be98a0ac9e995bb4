package io.camelid.error;

import org.jspecify.annotations.Nullable;

/** The client's request can't be served as it is. */
public final class RequestException extends CamelidException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String param;
    private final @Nullable String allow;

    private RequestException(ErrorKind kind, String message, @Nullable String param, @Nullable String allow) {
        super(kind, message, null);
        this.param = param;
        this.allow = allow;
    }

    /** Without a field to blame. */
    public static RequestException of(ErrorKind kind, String message) {
        return new RequestException(kind, message, null, null);
    }

    /**
     * Blames one field.
     *
     * @param param its JSON path, like {@code messages[2].role}
     */
    public static RequestException of(ErrorKind kind, String message, String param) {
        return new RequestException(kind, message, param, null);
    }

    /** A field that is missing or of the wrong type. */
    public static RequestException invalid(String message, String param) {
        return of(ErrorKind.INVALID_REQUEST, message, param);
    }

    /**
     * The path is known, the method is not.
     *
     * @param allow the methods it knows, as the {@code Allow} header has them
     */
    public static RequestException methodNotSupported(String message, String allow) {
        return new RequestException(ErrorKind.METHOD_NOT_SUPPORTED, message, null, allow);
    }

    /** The JSON path of the field at fault, if one is. */
    public @Nullable String param() {
        return param;
    }

    /** The value of the {@code Allow} header, for a 405. */
    public @Nullable String allow() {
        return allow;
    }
}
