package io.camelid;

import java.util.Arrays;
import java.util.List;

/** Bytes as a network hands them on: cut anywhere, in a buffer that is soon used again. */
public final class Pieces {

    /** Takes the next bytes. */
    @FunctionalInterface
    public interface Taker {
        void take(byte[] buffer, int offset, int length);
    }

    private Pieces() {}

    /** Hands the bytes on in pieces of these sizes, over and over; without sizes in one piece. */
    public static void feed(byte[] bytes, List<Integer> sizes, Taker taker) {
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int size = sizes.isEmpty() ? bytes.length : Math.min(sizes.get(i % sizes.size()), bytes.length - at);
            byte[] piece = Arrays.copyOfRange(bytes, at, at + size);
            taker.take(piece, 0, size);
            Arrays.fill(piece, (byte) '#');
            at += size;
        }
    }
}
