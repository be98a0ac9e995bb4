package io.camelid.camel;

import io.camelid.dialect.Splice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A spliced body as HttpClient sends it: straight from its pieces, with its length known. It is forgotten when the answer
 * begins, as the request itself is kept until its answer has ended.
 */
final class SpliceEntity extends AbstractHttpEntity {

    private final int length;
    private @Nullable Splice body;

    SpliceEntity(Splice body) {
        super(ContentType.APPLICATION_JSON, null);
        this.body = body;
        this.length = body.length();
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
        return whole().newInputStream();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        whole().writeTo(out);
    }

    /** An answer has begun: nothing will be sent again. */
    void forget() {
        body = null;
    }

    private Splice whole() {
        return Objects.requireNonNull(body, "nothing is sent after an answer has begun");
    }

    @Override
    public void close() {
        // nothing is open
    }
}
