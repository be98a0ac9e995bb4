package io.camelid.sse;

import java.util.Arrays;

/** A byte array that grows, bare: unlike {@link java.io.ByteArrayOutputStream} without a lock, and its array can be read. */
final class Bytes {

    private static final byte[] NONE = {};

    /** What is kept after use: one long event must not hold memory for the rest of a stream. */
    private static final int KEPT = 64 * 1024;

    private byte[] array = NONE;
    private int length;

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    /** What it takes, in use or not. */
    int capacity() {
        return array.length;
    }

    void add(int value) {
        grow(1);
        array[length++] = (byte) value;
    }

    void add(byte[] source) {
        add(source, 0, source.length);
    }

    void add(byte[] source, int offset, int count) {
        grow(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    void clear() {
        length = 0;
        if (array.length > KEPT) {
            array = NONE;
        }
    }

    byte[] copy() {
        return length == 0 ? NONE : Arrays.copyOf(array, length);
    }

    private void grow(int count) {
        if (count > array.length - length) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(length, count), Math.max(256, array.length * 2)));
        }
    }
}
