package io.camelid.camel;

import io.camelid.catalog.Catalog;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the gateway serves: where, and which models. */
public final class ReadyLine implements StartupListener, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger("io.camelid.Camelid");

    private final Supplier<String> baseUrl;
    private final Supplier<Catalog> catalog;

    public ReadyLine(Supplier<String> baseUrl, Supplier<Catalog> catalog) {
        this.baseUrl = baseUrl;
        this.catalog = catalog;
    }

    /** After the port is open. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        LOG.info(
                "Camelid is ready: base URL {}, models {}",
                baseUrl.get(),
                String.join(", ", catalog.get().models().keySet()));
    }
}
