package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** What one says about JSON, and JSON said in bytes. */
public final class JsonText {

    private JsonText() {}

    /** A JSON string, quotes and all. A lone surrogate, which UTF-8 can't carry, becomes {@code ?}. */
    public static byte[] quoted(String text) {
        byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(encodable(text));
        byte[] quoted = new byte[inner.length + 2];
        quoted[0] = '"';
        System.arraycopy(inner, 0, quoted, 1, inner.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    /** The text with each lone surrogate, which UTF-8 can't carry, made {@code ?}. */
    public static String encodable(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    /** Where the JSON string that begins here ends, exclusive. */
    static int stringEnd(byte[] json, int from) {
        int at = from + 1;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** Passes over some ASCII characters of a JSON string, from the first one on, be they written as they are or in escapes. */
    static int skip(byte[] json, int from, int characters) {
        int at = from;
        for (int i = 0; i < characters; i++) {
            at += json[at] != '\\' ? 1 : json[at + 1] == 'u' ? 6 : 2;
        }
        return at;
    }

    /** The type of the value that begins with this token, as one says it: {@code an array}. */
    public static String typeOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "nothing";
        };
    }

    /**
     * Passes over the value the parser stands at.
     *
     * @return whether it says nothing: null, false, or an empty string, array or object
     */
    public static boolean skipEmpty(JsonParser parser) throws IOException {
        JsonToken first = parser.currentToken();
        if (!first.isStructStart()) {
            return first == JsonToken.VALUE_NULL
                    || first == JsonToken.VALUE_FALSE
                    || (first == JsonToken.VALUE_STRING && parser.getTextLength() == 0);
        }
        boolean empty = parser.nextToken().isStructEnd();
        while (!parser.currentToken().isStructEnd()) {
            parser.skipChildren();
            parser.nextToken();
        }
        return empty;
    }

    /** What is wrong with a document that can't be read, and where, without a word of its text. Columns count bytes. */
    public static String fault(JsonProcessingException failure) {
        if (failure instanceof StreamConstraintsException) {
            return "is nested too deeply, or holds too long a name or number";
        }
        JsonLocation at = failure.getLocation();
        return at == null
                ? "is not valid JSON"
                : "is not valid JSON near line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Whether bytes begin as UTF-16 or UTF-32 do, which JSON between systems never is (RFC 8259, 8.1). */
    public static boolean isWide(byte[] array, int offset, int length) {
        if (length < 2) {
            return false;
        }
        int first = array[offset] & 0xFF;
        int second = array[offset + 1] & 0xFF;
        return first == 0 || second == 0 || (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    }

    /** Whether all of it is: the parser takes surrogates in three bytes each, which others fail at. */
    static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Where the text begins: behind the byte order mark, if there is one. */
    public static int start(byte[] bytes, int length) {
        boolean marked = length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }
}
