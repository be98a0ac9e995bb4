package io.camelid.dialect;

import java.util.Arrays;

/**
 * What is to stand in place of some parts of a document: byte ranges in its array, in order and apart, each with its
 * replacement. An empty range is a place where something comes in. Not thread-safe.
 */
public final class Edits {

    private static final byte[] NOTHING = {};

    private int[] bounds = new int[4];
    private byte[][] replacements = new byte[2][];
    private int size;

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Where one begins. */
    public int from(int edit) {
        return bounds[2 * edit];
    }

    /** Where one ends, exclusive. */
    public int to(int edit) {
        return bounds[2 * edit + 1];
    }

    /** What comes in its place; shared, not to be changed. */
    public byte[] replacement(int edit) {
        return replacements[edit];
    }

    public void clear() {
        size = 0;
    }

    /** Puts something in place of a range that overlaps no other one; cheapest where it is the last so far. */
    public void replace(int from, int to, byte[] replacement) {
        grow();
        int at = size++;
        while (at > 0 && bounds[2 * at - 2] > from) {
            move(at - 1, at);
            at--;
        }
        set(at, from, to, replacement);
    }

    /** Puts something in between. */
    public void insert(int at, byte[] addition) {
        replace(at, at, addition);
    }

    /** The same with another replacement in each of these ranges. */
    public Edits with(ByteRanges ranges, byte[] replacement) {
        Edits all = new Edits();
        all.bounds = Arrays.copyOf(bounds, bounds.length);
        all.replacements = Arrays.copyOf(replacements, replacements.length);
        all.size = size;
        for (int i = 0; i < ranges.size(); i++) {
            all.replace(ranges.from(i), ranges.to(i), replacement);
        }
        return all;
    }

    private void move(int edit, int to) {
        set(to, from(edit), to(edit), replacements[edit]);
    }

    private void set(int edit, int from, int to, byte[] replacement) {
        bounds[2 * edit] = from;
        bounds[2 * edit + 1] = to;
        replacements[edit] = replacement;
    }

    private void grow() {
        if (size == replacements.length) {
            bounds = Arrays.copyOf(bounds, 4 * size);
            replacements = Arrays.copyOf(replacements, 2 * size);
        }
    }
}
