package io.camelid.error;

import org.jspecify.annotations.Nullable;

/**
 * Every way a request can fail: one row holds what the client is told.
 *
 * <p>Source: the error table of the contract; {@code type} and {@code code} are OpenAI's words where OpenAI has one.
 */
public enum ErrorKind {
    INVALID_REQUEST(400, "invalid_request_error", null),
    UNSUPPORTED(400, "invalid_request_error", "unsupported"),
    INVALID_API_KEY(401, "invalid_request_error", "invalid_api_key"),
    PROVIDER_KEY_MISSING(401, "invalid_request_error", "provider_key_missing"),
    MODEL_NOT_FOUND(404, "invalid_request_error", "model_not_found"),
    PROVIDER_NOT_FOUND(404, "invalid_request_error", "provider_not_found"),
    UNKNOWN_URL(404, "invalid_request_error", "unknown_url"),
    METHOD_NOT_SUPPORTED(405, "invalid_request_error", "method_not_supported"),
    REQUEST_TIMEOUT(408, "invalid_request_error", "request_timeout"),
    REQUEST_TOO_LARGE(413, "invalid_request_error", "request_too_large"),
    URL_TOO_LONG(414, "invalid_request_error", "url_too_long"),
    UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error", "unsupported_media_type"),
    HEADERS_TOO_LARGE(431, "invalid_request_error", "headers_too_large"),
    /** The provider refused the request: its own status and words are told instead of these. */
    PROVIDER_REFUSED(400, "invalid_request_error", null),
    INTERNAL(500, "api_error", "internal_error"),
    PROVIDER_UNAVAILABLE(502, "api_error", "provider_unavailable"),
    PROVIDER_OVERLOADED(503, "api_error", "provider_unavailable"),
    PROVIDER_BAD_RESPONSE(502, "api_error", "provider_bad_response"),
    OVERLOADED(503, "api_error", "overloaded"),
    PROVIDER_TIMEOUT(504, "api_error", "provider_timeout");

    private final int status;
    private final String type;
    private final @Nullable String code;

    ErrorKind(int status, String type, @Nullable String code) {
        this.status = status;
        this.type = type;
        this.code = code;
    }

    /**
     * What an error status of a provider counts as.
     *
     * @param status 400 and above
     */
    public static ErrorKind answered(int status) {
        return switch (status) {
            case 503, 529 -> PROVIDER_OVERLOADED;
            default -> status >= 400 && status < 500 ? PROVIDER_REFUSED : PROVIDER_UNAVAILABLE;
        };
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** OpenAI's {@code error.type}. */
    public String type() {
        return type;
    }

    /** OpenAI's {@code error.code}; null where OpenAI has none. */
    public @Nullable String code() {
        return code;
    }
}
