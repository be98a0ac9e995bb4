package io.camelid.dialect;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/** Where some values stand in a JSON document: byte ranges in its array, in order. Not thread-safe. */
public final class ByteRanges {

    private int[] bounds = new int[2];
    private int used;

    /** How many ranges there are. */
    public int size() {
        return used / 2;
    }

    /** Where a range begins. */
    public int from(int range) {
        return bounds[2 * range];
    }

    /** Where a range ends, exclusive. */
    public int to(int range) {
        return bounds[2 * range + 1];
    }

    public void clear() {
        used = 0;
    }

    /**
     * Adds the value the parser is at, to its last byte, and moves the parser there.
     *
     * @param base where in the array the parser's input begins
     * @throws IOException the value is not JSON
     */
    public void add(JsonParser parser, int base) throws IOException {
        long from = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        long to = parser.currentLocation().getByteOffset();
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, used * 2);
        }
        bounds[used++] = base + (int) from;
        bounds[used++] = base + (int) to;
    }
}
