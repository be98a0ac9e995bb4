package io.camelid.edge;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/**
 * The {@code platform-http} engine of the standalone gateway: ordinary routes and endpoints, each exchange on a virtual
 * thread of its own, streams pushed to the wire as they come.
 */
public final class EdgeEngine extends VertxPlatformHttpEngine {

    private final Unrouted unrouted;

    public EdgeEngine(Unrouted unrouted) {
        this.unrouted = unrouted;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new EdgeConsumer(
                endpoint,
                processor,
                new ArrayList<Handler<RoutingContext>>(getHandlers()),
                EdgeServer.ROUTER,
                unrouted);
    }
}
