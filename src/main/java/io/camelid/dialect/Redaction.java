package io.camelid.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.camelid.error.CamelidException;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a provider was sent in confidence out of what it says of a failure: some repeat a key that they refuse, and it
 * is not the client's to see. Immutable.
 *
 * <p><b>Lossy:</b> a secret becomes {@code ***}. One of few characters only counts where it stands alone, as it may be an
 * ordinary word; fewer than four are none.
 */
public final class Redaction {

    public static final Redaction NONE = new Redaction(List.of());

    private static final byte[] NOTHING = {};
    private static final String SCHEME = "Bearer ";

    /** What stands between the parts of a header's value, each of which may be repeated alone. */
    private static final Pattern PARTS = Pattern.compile("[\\s;,=&]+");

    private static final int SHORTEST = 4;

    private final List<Secret> secrets;

    private Redaction(List<Secret> secrets) {
        this.secrets = secrets;
    }

    /**
     * Of the values of the headers that a provider gets.
     *
     * @param credential the header that holds the key, its scheme before it; null where there is none
     * @param others may be secrets or not: of them only what can't be mistaken for a word counts
     */
    public static Redaction of(@Nullable String credential, Collection<String> others) {
        List<Secret> secrets = new ArrayList<>();
        for (String value : others) {
            Stream.concat(Stream.of(value), PARTS.splitAsStream(value))
                    .filter(it -> it.length() >= Secret.UNMISTAKABLE)
                    .distinct()
                    .map(Secret::new)
                    .forEach(secrets::add);
        }
        if (credential != null && key(credential).length() >= SHORTEST) {
            secrets.add(new Secret(key(credential)));
        }
        secrets.sort(Comparator.comparingInt(Secret::length).reversed()); // one may be a part of another
        return secrets.isEmpty() ? NONE : new Redaction(List.copyOf(secrets));
    }

    private static String key(String credential) {
        return credential.startsWith(SCHEME) ? credential.substring(SCHEME.length()) : credential;
    }

    /** A text without them, also where it is, or holds, JSON that spells them in escapes, however deep. */
    public String text(String text) {
        String redacted = text;
        for (Secret secret : secrets) {
            redacted = secret.maskedIn(redacted);
        }
        return redacted;
    }

    /**
     * The bytes of a JSON document, or of a text.
     *
     * @return a new array; null where nothing is to be kept out of these
     */
    public byte @Nullable [] data(byte[] array, int offset, int length) {
        if (secrets.isEmpty()) {
            return null;
        }
        String before = new String(array, offset, length, StandardCharsets.ISO_8859_1);
        boolean json = ProviderErrors.parse(array, offset, length) != null;
        // escapes hide what is in a JSON document
        if (json && (before.indexOf('\\') >= 0 || !text(before).equals(before))) {
            return document(array, offset, length);
        }
        String after = json ? before : text(before);
        return after.equals(before) ? null : after.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Names and texts of a document, whatever their spelling; all else as it is written. */
    private byte @Nullable [] document(byte[] array, int offset, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        boolean found = false;
        try (JsonParser parser = Json.FACTORY.createParser(array, offset, length);
                JsonGenerator generator = Json.FACTORY.createGenerator(out)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    generator.writeNumber(parser.getText());
                    continue;
                }
                if (token != JsonToken.FIELD_NAME && token != JsonToken.VALUE_STRING) {
                    generator.copyCurrentEvent(parser);
                    continue;
                }
                String before = parser.getText();
                String after = string(before);
                found |= !after.equals(before);
                String written = JsonText.encodable(after);
                if (token == JsonToken.FIELD_NAME) {
                    generator.writeFieldName(written);
                } else {
                    generator.writeString(written);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was read once already
        }
        return found ? out.toByteArray() : null;
    }

    /** A string of a document, which may be a document itself. */
    private String string(String text) {
        byte[] inner = text.indexOf('\\') < 0 ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
        if (ProviderErrors.parse(inner, 0, inner.length) == null) {
            return text(text);
        }
        byte[] document = document(inner, 0, inner.length);
        return document == null ? text : new String(document, StandardCharsets.UTF_8);
    }

    /** What is to be told of a failure; the same where nothing is to be kept out of it. */
    public CamelidException failure(CamelidException failure) {
        if (!(failure instanceof ProviderException e) || secrets.isEmpty()) {
            return failure;
        }
        ProviderError told = e.told();
        if (told != null) {
            return ProviderException.answered(e.status(), error(told));
        }
        String text = text(e.text());
        if (text.equals(e.text())) {
            return e;
        }
        Throwable cause = e.getCause();
        return cause == null ? ProviderException.of(e.kind(), text) : ProviderException.of(e.kind(), text, cause);
    }

    private ProviderError error(ProviderError told) {
        byte[] body = told.body();
        byte[] redacted = body == null ? null : data(body, 0, body.length);
        return new ProviderError(
                text(told.message()),
                orNull(told.type()),
                orNull(told.param()),
                orNull(told.code()),
                redacted == null ? body : redacted,
                told.retryAfterSeconds());
    }

    private @Nullable String orNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    @Override
    public String toString() {
        return "Redaction[" + secrets.size() + " secrets]";
    }
}
