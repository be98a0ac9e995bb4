package io.camelid.edge;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of the standalone gateway. Unlike Camel's own it opens its port only when all routes are up, bounds what
 * it holds, and has every limit set.
 */
public final class EdgeServer extends VertxPlatformHttpServer implements StartupListener, Ordered {

    /** Our router's name; Camel's own are named by their ports, of which ours is not open yet when routes look for it. */
    static final String ROUTER = "camelid-edge-router";

    private static final int STOP_SECONDS = 10;

    /** Vert.x shares a random port among servers that ask for the same negative one. */
    private static final int SAME_FREE_PORT = -1;

    private final VertxPlatformHttpServerConfiguration configuration;
    private final EdgeOptions options;
    private final MalformedRequests malformed;
    private @Nullable EventLoops eventLoops;
    private @Nullable Router router;
    private List<HttpServer> servers = List.of();

    public EdgeServer(VertxPlatformHttpServerConfiguration configuration, EdgeOptions options, Unrouted unrouted) {
        super(configuration);
        this.configuration = configuration;
        this.options = options;
        this.malformed = new MalformedRequests(unrouted);
    }

    /** After all others that prepare for requests. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST - 1;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getCamelContext().addStartupListener(this);
    }

    @Override
    protected void initializeServer() {
        Vertx started = Vertx.vertx();
        eventLoops = new EventLoops(started);
        router = Router.router(started);
        malformed.refuseOn(router);
        Router routes = Router.router(started);
        router.route(configuration.getPath() + "*").subRouter(routes);
        Admission admission = new Admission(options);
        getCamelContext()
                .getRegistry()
                .bind(
                        ROUTER,
                        new VertxPlatformHttpRouter(
                                this, started, routes, ROUTER, VertxPlatformHttpRouter.SERVER_TYPE_SERVER) {
                            @Override
                            public Handler<RoutingContext> bodyHandler() {
                                return new RequestReader(admission, options);
                            }
                        });
    }

    /** Not yet: see {@link #onCamelContextFullyStarted}. */
    @Override
    protected void startServer() {}

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

    /** Opens the port: all routes are up. */
    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        if (eventLoops == null || router == null || !servers.isEmpty()) {
            return;
        }
        // one for each event loop, all on one port: any port, if 0 is asked for, but the same
        int port = configuration.getBindPort() == 0 ? SAME_FREE_PORT : configuration.getBindPort();
        List<HttpServer> listening = new ArrayList<>();
        for (Context eventLoop : eventLoops.contexts()) {
            listening.add(await(listen(router, eventLoop, port)));
        }
        servers = listening;
    }

    private Future<HttpServer> listen(Router requests, Context eventLoop, int port) {
        Promise<HttpServer> listening = Promise.promise();
        eventLoop.runOnContext(here -> eventLoop
                .owner()
                .createHttpServer(serverOptions())
                .requestHandler(requests)
                .invalidRequestHandler(malformed)
                .connectionHandler(RequestFraming::watch)
                .listen(port, configuration.getBindHost())
                .onComplete(listening));
        return listening.future();
    }

    private HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                // HTTP/1.1 is what is documented and bounded here
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(options.maxHeaderBytes())
                .setMaxInitialLineLength(options.maxHeaderBytes())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(options.idleTimeoutMillis()));
    }

    @Override
    public @Nullable HttpServer getServer() {
        return servers.isEmpty() ? null : servers.getFirst();
    }

    /** What clients' connections are served on, for providers' connections too. */
    public EventLoops eventLoops() {
        return Objects.requireNonNull(eventLoops, "the server is not there yet");
    }

    /** The port in use, also where 0 was configured; the configured one until it is open. */
    @Override
    public int getPort() {
        return servers.isEmpty()
                ? configuration.getBindPort()
                : servers.getFirst().actualPort();
    }

    @Override
    protected void stopServer() {
        servers.forEach(server -> end(server.close()));
        servers = List.of();
    }

    @Override
    protected void stopVertx() {
        if (eventLoops != null) {
            eventLoops.stop();
            eventLoops = null;
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    }

    static void end(Future<Void> closing) {
        try {
            await(closing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception late) {
            // the process is ending: nothing else can be done about it
        }
    }
}
