package io.camelid.edge;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
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

    private final VertxPlatformHttpServerConfiguration configuration;
    private final EdgeOptions options;
    private @Nullable Vertx vertx;
    private @Nullable Router router;
    private @Nullable HttpServer server;

    public EdgeServer(VertxPlatformHttpServerConfiguration configuration, EdgeOptions options) {
        super(configuration);
        this.configuration = configuration;
        this.options = options;
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
        vertx = started;
        router = Router.router(started);
        MalformedRequests.refuseOn(router);
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
        if (vertx == null || router == null || server != null) {
            return;
        }
        server = vertx.createHttpServer(serverOptions())
                .requestHandler(router)
                .invalidRequestHandler(new MalformedRequests())
                .listen(configuration.getBindPort(), configuration.getBindHost())
                .toCompletionStage()
                .toCompletableFuture()
                .get(STOP_SECONDS, TimeUnit.SECONDS);
    }

    private HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setHandle100ContinueAutomatically(true)
                .setMaxHeaderSize(options.maxHeaderBytes())
                .setMaxInitialLineLength(options.maxHeaderBytes())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(options.idleTimeoutMillis()));
    }

    @Override
    public @Nullable HttpServer getServer() {
        return server;
    }

    /** The port in use, also where 0 was configured; the configured one until it is open. */
    @Override
    public int getPort() {
        return server == null ? configuration.getBindPort() : server.actualPort();
    }

    @Override
    protected void stopServer() {
        if (server != null) {
            await(server.close());
            server = null;
        }
    }

    @Override
    protected void stopVertx() {
        if (vertx != null) {
            await(vertx.close());
            vertx = null;
        }
    }

    private static void await(io.vertx.core.Future<Void> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
            // the process is ending: nothing else can be done about it
        }
    }
}
