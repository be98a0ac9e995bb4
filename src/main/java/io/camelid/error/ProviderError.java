package io.camelid.error;

import org.jspecify.annotations.Nullable;

/**
 * What a provider said of its failure, read from whatever shape it used.
 *
 * @param message the provider's text, never empty
 * @param type its word for the kind of error, if it gave one
 * @param param the field it blames, if it does
 * @param code its code as text, also where it was a number
 * @param body the answer's body where its message is where OpenAI's clients look for it: as it came, but for what an OpenAI
 *     error must have beside that
 * @param retryAfterSeconds when it may be asked again, where it says so in the error itself and not in a header
 */
public record ProviderError(
        String message,
        @Nullable String type,
        @Nullable String param,
        @Nullable String code,
        byte @Nullable [] body,
        @Nullable Integer retryAfterSeconds) {

    public ProviderError(
            String message,
            @Nullable String type,
            @Nullable String param,
            @Nullable String code,
            byte @Nullable [] body) {
        this(message, type, param, code, body, null);
    }
}
