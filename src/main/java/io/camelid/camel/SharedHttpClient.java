package io.camelid.camel;

import java.io.IOException;
import org.apache.camel.Service;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * The client of all providers as each one's endpoint sees it. An endpoint closes its client when its route goes, but the
 * other providers, and streams still in flight, need it: it ends with the context and not before.
 */
public final class SharedHttpClient extends CloseableHttpClient implements Service {

    private final CloseableHttpClient client;

    public SharedHttpClient(CloseableHttpClient client) {
        this.client = client;
    }

    @Override
    @SuppressWarnings("deprecation") // the one door to another client that a subclass has
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        return client.execute(target, request, context);
    }

    @Override
    public void start() {}

    /** The context has ended. */
    @Override
    public void stop() {
        client.close(CloseMode.GRACEFUL);
    }

    /** One endpoint has. */
    @Override
    public void close() {}

    /** One endpoint has. */
    @Override
    public void close(CloseMode mode) {}
}
