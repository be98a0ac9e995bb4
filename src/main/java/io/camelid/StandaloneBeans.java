package io.camelid;

import io.camelid.camel.ReadyLine;
import io.camelid.camel.RequestLog;
import io.camelid.camel.UnroutedRequests;
import io.camelid.catalog.Catalog;
import io.camelid.edge.EdgeEngine;
import io.camelid.edge.EdgeOptions;
import io.camelid.edge.EdgeServer;
import io.camelid.edge.EdgeServerFactory;
import io.camelid.edge.EventLoops;
import io.camelid.edge.Unrouted;
import io.camelid.error.SettingException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What only the standalone gateway has, as a host brings its own HTTP server: apart, as its classes may be missing. */
final class StandaloneBeans {

    private static final String SILENCE = "camelid.idle-timeout-millis";
    private static final String CONNECTION_IDLE = "camelid.connection-idle-millis";

    private StandaloneBeans() {}

    static void bind(CamelContext context, Settings settings, Supplier<Catalog> catalog, RequestLog log) {
        Unrouted unrouted = new UnroutedRequests(log);
        context.getRegistry().bind("edgeEngine", new EdgeEngine(unrouted));
        context.getRegistry()
                .bind(
                        "edgeServerFactory",
                        new EdgeServerFactory(maxBodyBytes -> edgeOptions(maxBodyBytes, settings), unrouted));
        CamelidBeans.listen(context, new ReadyLine(() -> baseUrl(context), catalog));
    }

    private static EdgeOptions edgeOptions(long maxBodyBytes, Settings settings) {
        return new EdgeOptions(
                maxBodyBytes,
                settings.numberOr(
                        "camelid.max-buffered-bytes",
                        1,
                        Long.MAX_VALUE,
                        Math.max(maxBodyBytes, Runtime.getRuntime().maxMemory() / 8)),
                settings.integer("camelid.max-requests"),
                settings.integer("camelid.max-header-bytes"),
                settings.number("camelid.request-timeout-millis"),
                connectionIdleMillis(settings));
    }

    /** Longer than a provider may be silent: its client hears nothing as long, and must not be cut off for that. */
    private static long connectionIdleMillis(Settings settings) {
        long silence = settings.number(SILENCE, 1, SettingsCheck.MOST_MILLIS);
        long idle = settings.numberOr(
                CONNECTION_IDLE, 1, Integer.MAX_VALUE, silence + SettingsCheck.IDLE_BEYOND_SILENCE_MILLIS);
        if (idle <= silence) {
            throw new SettingException(
                    "The setting %s is %d and must be more than %s, which is %d: leave it empty, and it is a minute more."
                            .formatted(CONNECTION_IDLE, idle, SILENCE, silence));
        }
        return idle;
    }

    static EventLoops eventLoops(CamelContext context) {
        return context.hasService(EdgeServer.class).eventLoops();
    }

    private static String baseUrl(CamelContext context) {
        EdgeServer server = context.hasService(EdgeServer.class);
        return server == null ? "none" : "http://%s:%d/v1".formatted(server.getHost(), server.getPort());
    }
}
