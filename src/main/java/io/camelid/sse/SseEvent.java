package io.camelid.sse;

import java.nio.charset.StandardCharsets;
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
}
