package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a provider said of its failure, whatever shape it chose. Its text is always kept.
 *
 * <p><b>Lossy:</b> an HTML page is named, not repeated; members of an error beyond message, type, param and code go, unless
 * the body has its words where OpenAI's clients look, and is kept whole.
 */
public final class ProviderErrors {

    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

    /** What an error inside an answer of status 200 counts as, unless it names a status itself. */
    private static final int BAD_GATEWAY = 502;

    private ProviderErrors() {}

    /**
     * Reads the body of an answer that has an error status.
     *
     * @param contentType only consulted where the body is no JSON: providers label JSON as anything
     */
    public static ProviderError read(byte[] body, int status, @Nullable String contentType) {
        JsonNode node = parse(body, 0, body.length);
        if (node == null) {
            return new ProviderError(text(body, status, contentType), null, null, null, null);
        }
        return error(node, body, status, "The provider answered with status " + status + " and gave no reason.");
    }

    /** Reads an error that came inside an answer or an event of status 200; it may name the status it would have had. */
    public static ProviderException inBand(byte[] array, int offset, int length) {
        JsonNode node = parse(array, offset, length);
        byte[] body = Arrays.copyOfRange(array, offset, offset + length);
        String silent = "The provider failed and gave no reason.";
        if (node == null) {
            String said = new String(body, UTF_8).strip();
            ProviderError told = new ProviderError(said.isEmpty() ? silent : said, null, null, null, null);
            return ProviderException.answered(BAD_GATEWAY, told);
        }
        int named = ProviderErrorsShape.status(node);
        int status = named == 0 ? BAD_GATEWAY : named;
        return ProviderException.answered(status, error(node, body, status, silent));
    }

    /** Whether what is no answer tells an error, be it an object or wrapped in a list as Google has it. */
    public static boolean isError(@Nullable JsonNode document) {
        return document != null && ProviderErrorsShape.isError(document);
    }

    private static ProviderError error(JsonNode node, byte[] body, int status, String silent) {
        ProviderErrorsShape shape = ProviderErrorsShape.of(node);
        String message = shape.message().isEmpty() ? silent : shape.message();
        byte @Nullable [] whole = isFound(message, node) && JsonText.isUtf8(body)
                ? ErrorMender.complete(body, shape, ErrorKind.answered(status))
                : null;
        return new ProviderError(message, shape.type(), shape.param(), shape.code(), whole, shape.retryAfterSeconds());
    }

    /**
     * Whether OpenAI's clients find the words of an error where they look for them: not where nothing is there, nor where it
     * is the JSON of another error.
     */
    private static boolean isFound(String words, JsonNode document) {
        String found = document.path("error").path("message").textValue();
        return found != null && !found.isBlank() && words.contains(found.strip());
    }

    /** Null where the bytes are not one JSON document. */
    public static @Nullable JsonNode parse(byte[] array, int offset, int length) {
        if (JsonText.isWide(array, offset, length)) {
            return null;
        }
        try {
            JsonNode node = READER.readTree(array, offset, length);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory can't fail
        }
    }

    /**
     * A whole answer as a tree.
     *
     * @param body may be longer than what counts of it
     * @throws ProviderException it is not one JSON object, or a list that tells an error
     */
    public static JsonNode answer(byte[] body, int length) {
        JsonNode json = parse(body, 0, length);
        if (json != null && json.isArray() && isError(json)) {
            throw inBand(body, 0, length);
        }
        if (json == null || !json.isObject()) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's answer is not one JSON object.");
        }
        return json;
    }

    private static String text(byte[] body, int status, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        // without its charset said, UTF-16 comes out with a zero beside each letter
        String text = new String(body, charset(type)).replace("\0", "").strip();
        if (text.isEmpty()) {
            return "The provider answered with status " + status + " and an empty body.";
        }
        return isPage(text, type) ? "The provider answered with status " + status + " and an HTML page." : text;
    }

    private static boolean isPage(String text, String contentType) {
        String start = text.substring(0, Math.min(text.length(), 15)).toLowerCase(Locale.ROOT);
        return contentType.contains("html") || start.startsWith("<!doctype html") || start.startsWith("<html");
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : UTF_8;
        } catch (IllegalArgumentException e) {
            return UTF_8; // an encoding nobody knows
        }
    }
}
