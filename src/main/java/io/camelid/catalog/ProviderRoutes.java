package io.camelid.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one route for each provider, made from its type's template: {@code provider-<id>}. URLs, keys and models are data
 * that a request reads from its catalog, so a change of those touches no route. A provider that goes keeps its route until
 * the requests on it are done.
 */
public final class ProviderRoutes extends ServiceSupport implements StartupListener, CatalogListener, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRoutes.class);
    private static final String PREFIX = "provider-";

    /** The setting that names an endpoint: the only one that is part of a route. */
    private static final String ENDPOINT = "uri";

    private final CamelContext context;
    private final Supplier<CatalogWatch> watch;

    /** Asks for the watch when the context starts. */
    public ProviderRoutes(CamelContext context, Supplier<CatalogWatch> watch) {
        this.context = context;
        this.watch = watch;
    }

    /** Before the port opens, and before anybody announces what is served. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {}

    /** All templates are known now. */
    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean alreadyStarted) {
        CatalogWatch catalog = watch.get();
        catalog.listen(this);
        catalog.load();
        catalog.start();
    }

    @Override
    protected void doStop() {
        watch.get().stop();
    }

    @Override
    public void beforeChange(CatalogChange change) {
        change.added().forEach(this::add);
    }

    @Override
    public void afterChange(CatalogChange change) {
        change.removed().forEach(this::remove);
        // a request that comes in between waits: camel.component.direct.timeout
        change.changed().stream()
                .filter(it -> isAnotherRoute(change.before().providers().get(it.id()), it))
                .forEach(it -> {
                    remove(it);
                    add(it);
                });
    }

    private static boolean isAnotherRoute(@Nullable Provider before, Provider now) {
        return before == null
                || !before.template().equals(now.template())
                || !before.text(ENDPOINT).equals(now.text(ENDPOINT));
    }

    /** A setting that is not there stays away, so that a template may have a default for it. */
    private static Map<String, Object> parameters(Provider provider) {
        Map<String, Object> parameters = new HashMap<>(Map.of("provider", provider.id()));
        if (!provider.baseUrl().isEmpty()) {
            parameters.put("url", provider.baseUrl());
        }
        if (!provider.text(ENDPOINT).isEmpty()) {
            parameters.put(ENDPOINT, provider.text(ENDPOINT));
        }
        return parameters;
    }

    private void add(Provider provider) {
        try {
            context.addRouteFromTemplate(PREFIX + provider.id(), provider.template(), parameters(provider));
        } catch (Exception e) {
            throw new IllegalStateException(
                    "no route for provider '%s' from template '%s': %s"
                            .formatted(provider.id(), provider.template(), e.getMessage()),
                    e);
        }
    }

    private void remove(Provider provider) {
        String route = PREFIX + provider.id();
        try {
            context.getRouteController()
                    .stopRoute(route, context.getShutdownStrategy().getTimeout(), TimeUnit.SECONDS);
            context.removeRoute(route);
        } catch (Exception e) {
            LOG.warn("The route of provider '{}' could not be removed", provider.id(), e);
        }
    }
}
