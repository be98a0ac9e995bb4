package io.camelid.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event, as {@link SseReader} hands it over. Its data is a slice of an array that belongs to somebody else:
 * whoever keeps it past the call copies it.
 *
 * @param name the {@code event} field; null where absent or empty, which means {@code message}
 * @param array holds the data, several lines of it joined by line feeds
 * @param offset where the data begins
 * @param length of the data, bytes; 0 where the event has none
 * @param otherLines every line but data and comments, each ended by a line feed; mostly empty
 * @param terminated whether a blank line ended it; if not, the stream ended there and the event may be cut short
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one call, never compared
public record SseEvent(
        @Nullable String name, byte[] array, int offset, int length, byte[] otherLines, boolean terminated) {

    /** The data as text. */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** Whether the data are nothing but white space, as in a keep-alive. */
    public boolean isBlank() {
        return start() == offset + length;
    }

    /** Whether the data are this word, white space around it left out. */
    public boolean says(byte[] word) {
        int start = start();
        int end = offset + length;
        if (end - start < word.length || array[start] != word[0]) {
            return false;
        }
        while (isSpace(array[end - 1])) {
            end--;
        }
        return Arrays.equals(array, start, end, word, 0, word.length);
    }

    private int start() {
        int at = offset;
        while (at < offset + length && isSpace(array[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\t';
    }
}
