package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.ProviderErrors;
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

    private static final String SILENT = "The provider failed in the middle of its answer.";

    private StreamErrors() {}

    /** Whether a document tells an error; one in another server's shape where it is no answer of Llama Stack's. */
    static boolean isError(JsonNode document) {
        return document.hasNonNull("error") || (!isAnswer(document) && ProviderErrors.isError(document));
    }

    /** Whether a document is a whole answer, or an event of one. */
    static boolean isAnswer(JsonNode document) {
        return document.path("event").isObject()
                || document.path("delta").isTextual()
                || document.path("completion_message").isObject()
                || document.hasNonNull("content")
                || document.path("embeddings").isArray();
    }

    static ProviderException read(JsonNode event) {
        if (!event.hasNonNull("error")) {
            byte[] bytes = Json.bytes(event);
            return ProviderErrors.inBand(bytes, 0, bytes.length);
        }
        JsonNode error = event.path("error");
        JsonNode text = error.isTextual() ? error : error.path(error.has("message") ? "message" : "detail");
        String message = text.isTextual() ? text.textValue() : text.toString();
        Matcher told = TEXT.matcher(message);
        boolean numbered = told.matches();
        String words = numbered ? told.group(2) : message;
        return ProviderException.answered(
                numbered ? Integer.parseInt(told.group(1)) : 502,
                new ProviderError(words.isBlank() ? SILENT : words, null, null, null, null));
    }
}
