package io.camelid.sse;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes, however they are cut, into server-sent events. An event with one data line that lies whole inside one fed
 * buffer is handed over as a slice of that buffer; only what is split or has several data lines is gathered.
 *
 * <p>Comments go. A block without a {@code data} or {@code event} field is no event.
 *
 * <p>One object a stream, single-use, not thread-safe.
 *
 * <p><b>Source:</b> WHATWG HTML, 9.2.5 and 9.2.6, "Parsing" and "Interpreting an event stream".
 */
public final class SseReader {

    /** Bytes. */
    public static final int DEFAULT_MAX_EVENT_BYTES = 16 * 1024 * 1024;

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);

    private final int maxEventBytes;
    private final Bytes partialLine = new Bytes();
    private final Bytes gathered = new Bytes();
    private final Bytes otherLines = new Bytes();

    /** Holds the only data line so far, inside the buffer being fed; null once the data is in {@code gathered}. */
    private byte @Nullable [] slice;

    private int sliceOffset;
    private int sliceLength;
    private int dataLines;
    private boolean named;
    private @Nullable String name;
    private boolean atStart = true;
    private long events;

    /** The last byte fed was a carriage return: a line feed that comes next belongs to it. */
    private boolean afterReturn;

    public SseReader() {
        this(DEFAULT_MAX_EVENT_BYTES);
    }

    /**
     * Reads with a bound of one's own.
     *
     * @param maxEventBytes how large the lines of one event may be together; a comment counts for itself alone
     */
    public SseReader(int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
    }

    /** How many events there were so far. */
    public long events() {
        return events;
    }

    /** Bytes held for an event whose end has not come. */
    public int held() {
        return partialLine.capacity() + gathered.capacity() + otherLines.capacity();
    }

    /**
     * Takes the next bytes of the stream and hands over each event that they complete.
     *
     * @throws EventTooLargeException past the bound; the events before it have been handed over
     */
    public void feed(byte[] buffer, int offset, int length, Consumer<? super SseEvent> handler) {
        int end = offset + length;
        int start = afterReturn ? afterLineFeed(buffer, offset, end) : offset;
        for (int i = start; i < end; i++) {
            byte b = buffer[i];
            if (b == '\n' || b == '\r') {
                line(buffer, start, i, handler);
                start = b == '\r' ? afterLineFeed(buffer, i + 1, end) : i + 1;
                i = start - 1;
            }
        }
        hold(buffer, start, end);
    }

    /** The stream is over: hands over the event it broke off in, if any, as not terminated. */
    public void end(Consumer<? super SseEvent> handler) {
        if (partialLine.length() > 0) {
            line(partialLine.array(), 0, 0, handler);
        }
        deliver(false, handler);
    }

    private int afterLineFeed(byte[] buffer, int at, int end) {
        afterReturn = at == end;
        return at < end && buffer[at] == '\n' ? at + 1 : at;
    }

    private void line(byte[] buffer, int start, int end, Consumer<? super SseEvent> handler) {
        if (partialLine.length() == 0) {
            wholeLine(buffer, start, end, handler);
            return;
        }
        partialLine.add(buffer, start, end - start);
        wholeLine(partialLine.array(), 0, partialLine.length(), handler);
        gather();
        partialLine.clear();
    }

    private void wholeLine(byte[] array, int lineStart, int end, Consumer<? super SseEvent> handler) {
        bound(end - lineStart);
        int start = atStart ? afterByteOrderMark(array, lineStart, end) : lineStart;
        atStart = false;
        if (start == end) {
            deliver(true, handler);
        } else if (array[start] != ':') {
            field(array, start, end);
        }
    }

    private void field(byte[] array, int start, int end) {
        if (isField(DATA, array, start, end)) {
            int value = value(DATA, array, start, end);
            data(array, value, end - value);
            return;
        }
        otherLines.add(array, start, end - start);
        otherLines.add('\n');
        if (isField(EVENT, array, start, end)) {
            int value = value(EVENT, array, start, end);
            named = true;
            name = value == end ? null : new String(array, value, end - value, StandardCharsets.UTF_8);
        }
    }

    private void data(byte[] array, int offset, int length) {
        dataLines++;
        if (dataLines == 1) {
            slice = array;
            sliceOffset = offset;
            sliceLength = length;
            return;
        }
        gather();
        gathered.add('\n');
        gathered.add(array, offset, length);
    }

    /** Saves the data line that still lies in a buffer which is not ours to keep. */
    private void gather() {
        if (slice != null) {
            gathered.add(slice, sliceOffset, sliceLength);
            slice = null;
            sliceLength = 0;
        }
    }

    private void hold(byte[] buffer, int start, int end) {
        gather();
        if (start < end) {
            partialLine.add(buffer, start, end - start);
            bound(partialLine.length());
        }
    }

    private void deliver(boolean terminated, Consumer<? super SseEvent> handler) {
        if (dataLines > 0 || named) {
            byte[] lines = otherLines.copy();
            events++;
            handler.accept(
                    slice != null
                            ? new SseEvent(name, slice, sliceOffset, sliceLength, lines, terminated)
                            : new SseEvent(name, gathered.array(), 0, gathered.length(), lines, terminated));
        }
        slice = null;
        sliceLength = 0;
        dataLines = 0;
        named = false;
        name = null;
        gathered.clear();
        otherLines.clear();
    }

    private void bound(int lineLength) {
        long size = (long) gathered.length() + sliceLength + otherLines.length() + lineLength;
        if (size > maxEventBytes) {
            throw new EventTooLargeException(maxEventBytes);
        }
    }

    private static boolean isField(byte[] field, byte[] array, int start, int end) {
        int after = start + field.length;
        if (after > end || (after < end && array[after] != ':')) {
            return false;
        }
        for (int i = 0; i < field.length; i++) {
            if (array[start + i] != field[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the value begins: behind the colon, which may be missing, and one space, which may be missing too. */
    private static int value(byte[] field, byte[] array, int start, int end) {
        int at = Math.min(start + field.length + 1, end);
        return at < end && array[at] == ' ' ? at + 1 : at;
    }

    private static int afterByteOrderMark(byte[] array, int start, int end) {
        boolean marked = end - start >= 3
                && array[start] == (byte) 0xEF
                && array[start + 1] == (byte) 0xBB
                && array[start + 2] == (byte) 0xBF;
        return marked ? start + 3 : start;
    }
}
