package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.ProviderErrors;
import io.camelid.error.ProviderException;
import java.nio.charset.StandardCharsets;

/**
 * Reads an error that came with a good status, in place of an answer or in the middle of one: its type stands for the status
 * it would have had. Source: Anthropic, "Errors".
 */
final class ErrorDecoder {

    private ErrorDecoder() {}

    /** Whether a document is an error; some servers that imitate the API forget to say so. */
    static boolean isError(JsonNode document) {
        return document.path("type").asText().equals("error")
                || (document.hasNonNull("error") && !document.hasNonNull("type"));
    }

    static ProviderException decode(JsonNode document) {
        byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
        int status = status(document.path("error").path("type").asText());
        return status == 0
                ? ProviderErrors.inBand(bytes, 0, bytes.length)
                : ProviderException.answered(status, ProviderErrors.read(bytes, status, "application/json"));
    }

    private static int status(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "api_error" -> 500;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 0;
        };
    }
}
