package io.camelid;

import io.camelid.camel.ReadyLine;
import io.camelid.catalog.Catalog;
import io.camelid.edge.EdgeEngine;
import io.camelid.edge.EdgeOptions;
import io.camelid.edge.EdgeServer;
import io.camelid.edge.EdgeServerFactory;
import io.camelid.edge.EventLoops;
import io.camelid.error.SettingException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What only the standalone gateway has, as a host brings its own HTTP server: apart, as its classes may be missing. */
final class StandaloneBeans {

    private StandaloneBeans() {}

    static void bind(CamelContext context, Settings settings, Supplier<Catalog> catalog) {
        context.getRegistry().bind("edgeEngine", new EdgeEngine());
        context.getRegistry()
                .bind("edgeServerFactory", new EdgeServerFactory(maxBodyBytes -> edgeOptions(maxBodyBytes, settings)));
        CamelidBeans.listen(context, new ReadyLine(() -> baseUrl(context), catalog));
    }

    private static EdgeOptions edgeOptions(long maxBodyBytes, Settings settings) {
        long silence = settings.number("camelid.idle-timeout-millis");
        long idle = settings.number("camelid.connection-idle-millis");
        if (idle <= silence) {
            throw new SettingException(
                    "The setting camelid.connection-idle-millis (%d) must be above camelid.idle-timeout-millis (%d): else a client whose provider thinks for long is cut off."
                            .formatted(idle, silence));
        }
        return new EdgeOptions(
                maxBodyBytes,
                settings.number("camelid.max-buffered-bytes"),
                settings.integer("camelid.max-requests"),
                settings.integer("camelid.max-header-bytes"),
                settings.number("camelid.request-timeout-millis"),
                idle);
    }

    static EventLoops eventLoops(CamelContext context) {
        return context.hasService(EdgeServer.class).eventLoops();
    }

    private static String baseUrl(CamelContext context) {
        EdgeServer server = context.hasService(EdgeServer.class);
        return server == null ? "none" : "http://%s:%d/v1".formatted(server.getHost(), server.getPort());
    }
}
