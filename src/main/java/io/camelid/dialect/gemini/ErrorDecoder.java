package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.RetryHint;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the provider said of its failure: its status word is the type, the reason it details the code. What is no
 * error of Google's, such as a proxy's page, is read as any provider's.
 *
 * <p>Source: {@code google.rpc.Status} and its details. Lossy: help links and quota figures, which the message repeats.
 */
final class ErrorDecoder {

    private static final String DETAIL = "type.googleapis.com/google.rpc.";

    private ErrorDecoder() {}

    static ProviderError decode(byte[] body, int status, @Nullable String contentType) {
        JsonNode json = ProviderErrors.parse(body, 0, body.length);
        JsonNode error = json == null ? null : error(json);
        return error == null ? ProviderErrors.read(body, status, contentType) : told(error);
    }

    /** An error in place of an answer; it names the status it would have had. */
    static ProviderException inBand(JsonNode answer) {
        JsonNode error = error(answer);
        if (error == null) {
            byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
            return ProviderErrors.inBand(body, 0, body.length);
        }
        int status = error.path("code").asInt();
        return ProviderException.answered(status >= 400 && status <= 599 ? status : 502, told(error));
    }

    /** Null where it is not Google's. One endpoint wraps its errors in a list. */
    private static @Nullable JsonNode error(JsonNode document) {
        JsonNode root = document.isArray() && !document.isEmpty() ? document.get(0) : document;
        JsonNode error = root.path("error");
        boolean googles =
                error.path("message").isTextual() && error.path("status").isTextual();
        return googles && !error.path("message").textValue().isBlank() ? error : null;
    }

    private static ProviderError told(JsonNode error) {
        String reason = detail(error, "ErrorInfo").path("reason").textValue();
        JsonNode violation = detail(error, "BadRequest").path("fieldViolations").path(0);
        return new ProviderError(
                error.path("message").textValue().strip(),
                error.path("status").textValue(),
                violation.path("field").textValue(),
                reason == null ? error.path("code").asText(null) : reason,
                null,
                RetryHint.seconds(error));
    }

    /** Missing where there is none of this kind. */
    private static JsonNode detail(JsonNode error, String kind) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText().equals(DETAIL + kind)) {
                return detail;
            }
        }
        return MissingNode.getInstance();
    }
}
