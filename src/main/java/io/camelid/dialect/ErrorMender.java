package io.camelid.dialect;

import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import io.camelid.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completes a provider's error that has its message where OpenAI's clients look for it: what they need beside it comes in,
 * what is no text becomes one, all else stays as it came. Where something is mended, the message also says what the provider
 * hid elsewhere in its error.
 *
 * <p><b>Source:</b> OpenAI API specification, {@code Error}: all four members are required, {@code param} and {@code code}
 * may be null.
 */
final class ErrorMender {

    private final byte[] body;
    private final Map<String, @Nullable String> members = new LinkedHashMap<>();
    private final String message;
    private final Edits edits = new Edits();
    private final ByteRanges shorter = new ByteRanges();

    private ErrorMender(byte[] body, ProviderErrorsShape told, ErrorKind kind) {
        this.body = body;
        this.message = told.message();
        members.put("type", told.type() == null ? kind.type() : told.type());
        members.put("param", told.param());
        members.put("code", told.code() == null ? kind.code() : told.code());
    }

    /**
     * Completes one.
     *
     * @param body a JSON object with an object {@code error}
     * @param told what was found in it
     * @param kind says what it does not
     * @return the body itself where nothing is missing; without a byte order mark, which is no JSON to most
     */
    static byte[] complete(byte[] body, ProviderErrorsShape told, ErrorKind kind) {
        int start = JsonText.start(body, body.length);
        return completed(start == 0 ? body : Arrays.copyOfRange(body, start, body.length), told, kind);
    }

    private static byte[] completed(byte[] body, ProviderErrorsShape told, ErrorKind kind) {
        ErrorMender mender = new ErrorMender(body, told, kind);
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            mender.read(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was read once already
        }
        if (mender.edits.size() == 0) {
            return body;
        }
        Edits edits = mender.edits.with(mender.shorter, JsonText.quoted(mender.message));
        return new Splice(body, 0, body.length, edits).toByteArray();
    }

    private void read(JsonParser parser) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == FIELD_NAME) {
            boolean error = parser.currentName().equals("error");
            if (parser.nextToken() == START_OBJECT && error) {
                // of a name given twice the last one counts
                edits.clear();
                shorter.clear();
                error(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void error(JsonParser parser) throws IOException {
        int start = at(parser) + 1;
        Map<String, @Nullable String> missing = new LinkedHashMap<>(members);
        while (parser.nextToken() == FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.containsKey(name)) {
                missing.remove(name);
                member(name, parser);
            } else if (name.equals("message")) {
                message(parser);
            } else {
                parser.skipChildren();
            }
        }
        StringBuilder additions = new StringBuilder();
        missing.forEach((name, value) -> additions
                .append('"')
                .append(name)
                .append("\":")
                .append(json(value))
                .append(','));
        if (!missing.isEmpty()) {
            edits.insert(start, additions.toString().getBytes(UTF_8));
        }
    }

    private void member(String name, JsonParser parser) throws IOException {
        int from = at(parser);
        boolean none = parser.currentToken() == VALUE_NULL;
        if (parser.currentToken() == VALUE_STRING || (none && !name.equals("type"))) {
            return;
        }
        parser.skipChildren();
        int to = (int) parser.currentLocation().getByteOffset();
        String text = none ? members.get(name) : new String(Arrays.copyOfRange(body, from, to), UTF_8);
        edits.replace(from, to, json(text).getBytes(UTF_8));
    }

    private void message(JsonParser parser) throws IOException {
        if (parser.currentToken() == VALUE_STRING && !parser.getText().strip().equals(message)) {
            shorter.add(parser, 0);
        }
        parser.skipChildren();
    }

    private static int at(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static String json(@Nullable String value) {
        return value == null ? "null" : new String(JsonText.quoted(value), UTF_8);
    }
}
