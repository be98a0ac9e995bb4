package io.camelid.error;

import org.jspecify.annotations.Nullable;

/** A provider failed, refused, or answered what it must not. */
public final class ProviderException extends CamelidException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable ProviderError told;

    private ProviderException(
            ErrorKind kind, int status, String message, @Nullable ProviderError told, @Nullable Throwable cause) {
        super(kind, message, cause);
        this.status = status;
        this.told = told;
    }

    public static ProviderException of(ErrorKind kind, String message) {
        return new ProviderException(kind, kind.status(), message, null, null);
    }

    public static ProviderException of(ErrorKind kind, String message, Throwable cause) {
        return new ProviderException(kind, kind.status(), message, null, cause);
    }

    /**
     * The provider answered with an error status.
     *
     * @param status the provider's status; a 4xx is passed on as it is, 503 and 529 become 503, any other becomes 502
     * @param told what the provider said
     */
    public static ProviderException answered(int status, ProviderError told) {
        ErrorKind kind = ErrorKind.answered(status);
        int passedOn = kind == ErrorKind.PROVIDER_REFUSED ? status : kind.status();
        return new ProviderException(kind, passedOn, told.message(), told, null);
    }

    @Override
    public int status() {
        return status;
    }

    /** The provider's own words, where it had any. */
    public @Nullable ProviderError told() {
        return told;
    }
}
