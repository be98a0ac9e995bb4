package io.camelid;

import io.camelid.edge.EdgeEngine;
import io.camelid.edge.EdgeOptions;
import io.camelid.edge.EdgeServerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;

/**
 * The only place that builds objects and names beans. Camel finds it by itself in any context whose class path holds this
 * jar: Camel Main, Spring Boot and Quarkus alike. Beans are made when first looked up, which is when settings are known.
 */
public final class CamelidBeans implements ContextServicePlugin {

    private static final String DEFAULTS = "classpath:io/camelid/config/application.properties";

    @Override
    public void load(CamelContext context) {
        context.getPropertiesComponent().addLocation(DEFAULTS);
        Registry registry = context.getRegistry();
        Settings settings = new Settings(context.getPropertiesComponent());
        if (isStandalone(context)) {
            bindEdge(registry, settings);
        }
    }

    private static boolean isStandalone(CamelContext context) {
        return context.getClassResolver().resolveClass("org.apache.camel.main.MainHttpServerFactory") != null;
    }

    private static void bindEdge(Registry registry, Settings settings) {
        registry.bind("edgeEngine", new EdgeEngine());
        registry.bind(
                "edgeServerFactory",
                new EdgeServerFactory(maxBodyBytes -> new EdgeOptions(
                        maxBodyBytes,
                        settings.number("camelid.max-buffered-bytes"),
                        (int) settings.number("camelid.max-requests"),
                        (int) settings.number("camelid.max-header-bytes"),
                        settings.number("camelid.request-timeout-millis"),
                        settings.number("camelid.connection-idle-millis"))));
    }

    /** Reads {@code camelid.*} when asked, so that every source of Camel's properties has its say. */
    private record Settings(PropertiesComponent properties) {

        String text(String key) {
            return properties.parseUri("{{" + key + "}}");
        }

        long number(String key) {
            return Long.parseLong(text(key).trim());
        }
    }
}
