package io.camelid.camel;

import io.camelid.dialect.Splice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A spliced body as HttpClient sends it: straight from its pieces, with its length known. */
final class SpliceEntity extends AbstractHttpEntity {

    private final Splice body;

    SpliceEntity(Splice body) {
        super(ContentType.APPLICATION_JSON, null);
        this.body = body;
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
        return body.length();
    }

    @Override
    public InputStream getContent() {
        return body.newInputStream();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
