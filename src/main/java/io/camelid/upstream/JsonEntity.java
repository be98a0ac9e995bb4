package io.camelid.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A JSON body as it is sent: straight from its pieces, with its length known. It is forgotten when the answer begins, as the
 * request itself is kept until its answer has ended.
 */
public final class JsonEntity extends AbstractHttpEntity {

    private final int length;
    private volatile List<ByteBuffer> pieces;

    /** @param pieces in order, each backed by an array that nobody changes */
    public JsonEntity(List<ByteBuffer> pieces) {
        super(ContentType.APPLICATION_JSON, null);
        this.pieces = List.copyOf(pieces);
        this.length = pieces.stream().mapToInt(ByteBuffer::remaining).reduce(0, Math::addExact);
    }

    /** The body's pieces in order, with positions of their own; none after an answer has begun. */
    List<ByteBuffer> pieces() {
        return pieces.stream().map(ByteBuffer::duplicate).toList();
    }

    /** An answer has begun: nothing will be sent again. */
    void forget() {
        pieces = List.of();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public InputStream getContent() {
        List<InputStream> streams = new ArrayList<>();
        for (ByteBuffer piece : pieces) {
            streams.add(
                    new ByteArrayInputStream(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining()));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (ByteBuffer piece : pieces) {
            out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
