package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an error that came as an event, its status at the head of its text: {@code 400: Invalid value: …}. Source: Llama
 * Stack, {@code distribution/server/server}, {@code sse_generator}.
 */
final class StreamErrors {

    private static final Pattern TEXT = Pattern.compile("([45]\\d\\d): (.*)", Pattern.DOTALL);

    private StreamErrors() {}

    static boolean isError(JsonNode event) {
        return event.hasNonNull("error");
    }

    static ProviderException read(JsonNode event) {
        JsonNode error = event.path("error");
        JsonNode text = error.isTextual() ? error : error.path(error.has("message") ? "message" : "detail");
        String message = text.isTextual() ? text.textValue() : text.toString();
        Matcher told = TEXT.matcher(message);
        if (told.matches()) {
            ProviderError words = new ProviderError(told.group(2), null, null, null, null);
            return ProviderException.answered(Integer.parseInt(told.group(1)), words);
        }
        return ProviderException.of(
                ErrorKind.PROVIDER_UNAVAILABLE,
                message.isBlank() ? "The provider failed in the middle of its answer." : message);
    }
}
