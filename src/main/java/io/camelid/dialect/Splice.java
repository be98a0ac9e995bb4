package io.camelid.dialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A body with some of its parts replaced, held as the original and the replacement: there is no second copy of it until
 * somebody asks for one. The arrays are shared; nobody may change them.
 */
public final class Splice {

    private final List<ByteBuffer> segments;
    private final int length;

    /**
     * Replaces parts of a body.
     *
     * @param from where in the source the body begins
     * @param to where it ends, exclusive
     * @param edits inside the body
     */
    public Splice(byte[] source, int from, int to, Edits edits) {
        List<ByteBuffer> pieces = new ArrayList<>(2 * edits.size() + 1);
        int at = from;
        for (int i = 0; i < edits.size(); i++) {
            pieces.add(ByteBuffer.wrap(source, at, edits.from(i) - at));
            pieces.add(ByteBuffer.wrap(edits.replacement(i)));
            at = edits.to(i);
        }
        pieces.add(ByteBuffer.wrap(source, at, to - at));
        segments = List.copyOf(pieces);
        length = segments.stream().mapToInt(ByteBuffer::remaining).reduce(0, Math::addExact);
    }

    /** The same with one replacement in each of the ranges. */
    public Splice(byte[] source, int from, int to, ByteRanges replaced, byte[] replacement) {
        this(source, from, to, new Edits().with(replaced, replacement));
    }

    /** Bytes of the whole body. */
    public int length() {
        return length;
    }

    /** The body's pieces in order, each backed by an array; with positions of their own. */
    public List<ByteBuffer> segments() {
        return segments.stream().map(ByteBuffer::duplicate).toList();
    }

    /** Writes the whole body; may be called again. */
    public void writeTo(OutputStream out) throws IOException {
        for (ByteBuffer piece : segments) {
            out.write(piece.array(), piece.position(), piece.remaining());
        }
    }

    /** The body to read from; may be called again. */
    public InputStream newInputStream() {
        List<InputStream> streams = new ArrayList<>(segments.size());
        for (ByteBuffer piece : segments) {
            streams.add(new ByteArrayInputStream(piece.array(), piece.position(), piece.remaining()));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /** The whole body in one new array. */
    public byte[] toByteArray() {
        ByteBuffer whole = ByteBuffer.allocate(length);
        segments().forEach(whole::put);
        return whole.array();
    }
}
