package io.camelid.upstream;

import io.camelid.edge.EventLoops;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Service;
import org.apache.camel.util.function.Suppliers;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of all providers, as camel-http calls one: many connections, every time-out set, and nothing done behind
 * our back, be it redirecting, unpacking or remembering. The caller's thread, a virtual one, waits; the work is done on the
 * edge's own event loops. Thread-safe; it begins with the first call.
 */
public final class UpstreamClient implements org.apache.hc.client5.http.classic.HttpClient, Service {

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /** A connection that nobody uses is closed after as long: before most providers close it, seconds. */
    private static final int KEPT_SECONDS = 50;

    private final Supplier<EventLoops> eventLoops;
    private final UpstreamOptions options;
    private final ActiveCalls active;
    private final HostNames names;
    private final Supplier<Clients> clients = Suppliers.memorize(this::begin);
    private volatile boolean begun;

    /**
     * Two pools.
     *
     * @param kept its connections serve again
     * @param fresh each of its connections serves once
     */
    record Clients(HttpClient kept, HttpClient fresh) {}

    /** @param eventLoops asked for with each call, the first of which begins the client */
    public UpstreamClient(Supplier<EventLoops> eventLoops, UpstreamOptions options) {
        this.eventLoops = eventLoops;
        this.options = options;
        this.active = new ActiveCalls(options.silenceMillis());
        this.names = new HostNames(options.connectMillis());
    }

    @Override
    public ClassicHttpResponse executeOpen(
            @Nullable HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        HttpHost host = target == null ? new HttpHost(request.getScheme(), request.getAuthority()) : target;
        try {
            Call.Answer answer = call(host, request);
            try {
                return response(answer);
            } catch (Throwable untold) {
                answer.body().abort();
                throw untold;
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a provider");
        }
    }

    private Call.Answer call(HttpHost host, ClassicHttpRequest request) throws IOException, InterruptedException {
        RequestOptions to = options(host, request);
        JsonEntity entity = entity(request.getEntity());
        if (entity != null) {
            describe(entity, to);
        }
        List<InetAddress> addresses = names.addresses(host.getHostName());
        for (int i = 0; ; i++) {
            to.setServer(SocketAddress.inetSocketAddress(
                    to.getPort(), addresses.get(i).getHostAddress()));
            Call call = new Call(clients.get(), active, eventLoops.get().next(), to, entity);
            try {
                return call.await();
            } catch (ConnectionRequestTimeoutException full) {
                throw full;
            } catch (IOException failed) {
                // one address of several may be out of reach
                if (call.isConnected() || i == addresses.size() - 1) {
                    throw failed;
                }
            }
        }
    }

    private static RequestOptions options(HttpHost host, ClassicHttpRequest request) {
        boolean tls = "https".equalsIgnoreCase(host.getSchemeName());
        RequestOptions to = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.getMethod()))
                .setSsl(tls)
                .setHost(host.getHostName())
                .setPort(host.getPort() > 0 ? host.getPort() : tls ? 443 : 80)
                .setURI(request.getRequestUri());
        for (Header header : request.getHeaders()) {
            add(header, to);
        }
        return to;
    }

    private static void add(Header header, RequestOptions to) {
        try {
            to.addHeader(header.getName(), header.getValue());
        } catch (IllegalArgumentException unfit) {
            // its message repeats the value, which may be a key
            throw new IllegalArgumentException(
                    "the header " + header.getName() + " has a value that no header can have");
        }
    }

    private static void describe(JsonEntity entity, RequestOptions to) {
        to.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(entity.getContentLength()));
        if (!to.getHeaders().contains(HttpHeaders.CONTENT_TYPE)) {
            to.putHeader(HttpHeaders.CONTENT_TYPE, entity.getContentType());
        }
    }

    /** A body of somebody else's is read whole first. */
    private static @Nullable JsonEntity entity(@Nullable HttpEntity entity) throws IOException {
        if (entity == null || entity instanceof JsonEntity) {
            return (JsonEntity) entity;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        entity.writeTo(bytes);
        return new JsonEntity(List.of(ByteBuffer.wrap(bytes.toByteArray())));
    }

    private static ClassicHttpResponse response(Call.Answer answer) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(
                answer.head().statusCode(), answer.head().statusMessage());
        for (Map.Entry<String, String> header : answer.head().headers()) {
            response.addHeader(header.getKey(), header.getValue());
        }
        response.setEntity(new InputStreamEntity(answer.body(), -1, (ContentType) null));
        return response;
    }

    private Clients begin() {
        Vertx vertx = eventLoops.get().vertx();
        begun = true;
        vertx.setPeriodic(active.lookMillis(), look -> active.look());
        return new Clients(client(vertx, true), client(vertx, false));
    }

    private HttpClient client(Vertx vertx, boolean keepAlive) {
        HttpDecoderConfig bounds = new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES);
        return vertx.httpClientBuilder()
                .with(clientOptions().setKeepAlive(keepAlive))
                .with(poolOptions())
                .withConnectHandler(connection -> AnswerCodec.replaceIn(connection, bounds))
                .build();
    }

    private HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setConnectTimeout(options.connectMillis())
                .setSslHandshakeTimeout(options.connectMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(KEPT_SECONDS)
                .setTcpNoDelay(true)
                .setDecompressionSupported(false);
    }

    private PoolOptions poolOptions() {
        return new PoolOptions().setHttp1MaxSize(options.maxConnections()).setMaxWaitQueueSize(0);
    }

    @Override
    public void start() {}

    /** The context has ended. */
    @Override
    public void stop() {
        if (begun) {
            clients.get().kept().close();
            clients.get().fresh().close();
        }
    }

    @Override
    public HttpResponse execute(ClassicHttpRequest request) throws IOException {
        return executeOpen(null, request, null);
    }

    @Override
    public HttpResponse execute(ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        return executeOpen(null, request, context);
    }

    @Override
    public ClassicHttpResponse execute(@Nullable HttpHost target, ClassicHttpRequest request) throws IOException {
        return executeOpen(target, request, null);
    }

    @Override
    public HttpResponse execute(@Nullable HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context)
            throws IOException {
        return executeOpen(target, request, context);
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(null, request, null, handler);
    }

    @Override
    public <T> T execute(
            ClassicHttpRequest request, @Nullable HttpContext context, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(null, request, context, handler);
    }

    @Override
    public <T> T execute(
            @Nullable HttpHost target, ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(target, request, null, handler);
    }

    @Override
    public <T> T execute(
            @Nullable HttpHost target,
            ClassicHttpRequest request,
            @Nullable HttpContext context,
            HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        try (ClassicHttpResponse response = executeOpen(target, request, context)) {
            return handler.handleResponse(response);
        } catch (HttpException wrong) {
            throw new org.apache.hc.client5.http.ClientProtocolException(wrong);
        }
    }
}
