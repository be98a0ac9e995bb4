package io.camelid.sse;

import java.nio.charset.StandardCharsets;

/**
 * Encodes server-sent events into one array for many. An event is written in pieces ({@link #open}, {@link #data},
 * {@link #close}), so that whoever changes a part of its data need not copy the rest.
 *
 * <p>One object a stream, not thread-safe.
 */
public final class SseWriter {

    private static final byte[] NO_LINES = {};
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final Bytes out = new Bytes();

    /** One event of these data, nothing else. */
    public static byte[] encode(byte[] data) {
        SseWriter writer = new SseWriter();
        writer.event(data);
        return writer.take();
    }

    /** Writes a whole event without a name. */
    public void event(byte[] data) {
        open(NO_LINES);
        data(data, 0, data.length);
        close();
    }

    /**
     * Begins an event.
     *
     * @param otherLines its lines other than data, each ended by a line feed, as {@link SseEvent#otherLines()} has them
     */
    public void open(byte[] otherLines) {
        out.add(otherLines);
        out.add(DATA);
    }

    /** Writes a piece of the open event's data; a line end in it begins another {@code data} line. */
    public void data(byte[] array, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            if (array[i] == '\n' || array[i] == '\r') {
                out.add(array, start, i - start);
                out.add('\n');
                out.add(DATA);
                i = array[i] == '\r' && i + 1 < end && array[i + 1] == '\n' ? i + 1 : i;
                start = i + 1;
            }
        }
        out.add(array, start, end - start);
    }

    /** Ends the open event. */
    public void close() {
        out.add('\n');
        out.add('\n');
    }

    /** What was written since the last call, in an array of its own; empty if nothing was. */
    public byte[] take() {
        byte[] taken = out.copy();
        out.clear();
        return taken;
    }
}
