package io.camelid.catalog;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
import org.apache.camel.support.service.ServiceSupport;
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

    /** How long the last requests on a route that is replaced may take: new ones wait for them. */
    private static final int REPLACE_SECONDS = 1;

    private static final long LOOK_NANOS = MILLISECONDS.toNanos(200);

    private final CamelContext context;
    private final Supplier<CatalogWatch> watch;
    private final Lock lock = new ReentrantLock();
    private final Map<String, List<String>> shapes = new HashMap<>();
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();

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
        change.added().forEach(this::refuseWithoutEndpoint);
        change.changed().forEach(this::refuseWithoutEndpoint);
        change.added().forEach(this::add);
    }

    @Override
    public void afterChange(CatalogChange change) {
        change.removed().forEach(it -> {
            leaving.add(it.id());
            Thread.ofVirtual().name("provider-leaves").start(() -> removeWhenIdle(it));
        });
        change.changed().forEach(this::replace);
    }

    /** Before anything is changed: a route that is replaced is gone before its successor is made. */
    private void refuseWithoutEndpoint(Provider provider) {
        String uri = provider.text(ENDPOINT);
        if (uri.isEmpty()) {
            return;
        }
        try {
            context.getEndpoint(uri);
        } catch (RuntimeException unknown) {
            throw new CatalogException(
                    "%s: config.uri of provider '%s' names no endpoint of Camel; name one, like direct:my-model (%s)"
                            .formatted(watch.get().name(), provider.id(), unknown.getMessage()),
                    unknown);
        }
    }

    private void add(Provider provider) {
        lock.lock();
        try {
            boolean wasLeaving = leaving.remove(provider.id());
            if (wasLeaving && shape(provider).equals(shapes.get(provider.id()))) {
                return; // its route is still there
            }
            if (wasLeaving) {
                remove(provider, 0);
            }
            make(provider);
        } finally {
            lock.unlock();
        }
    }

    /** What of a provider its route is made of; everything else a request reads from the catalog. */
    private static List<String> shape(Provider provider) {
        return List.of(provider.template(), provider.text(ENDPOINT));
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

    /** Only a new shape needs a new route; a request that comes in between waits: camel.component.direct.timeout. */
    private void replace(Provider provider) {
        lock.lock();
        try {
            if (!shape(provider).equals(shapes.get(provider.id()))) {
                remove(provider, REPLACE_SECONDS);
                make(provider);
            }
        } finally {
            lock.unlock();
        }
    }

    private void make(Provider provider) {
        try {
            context.addRouteFromTemplate(PREFIX + provider.id(), provider.template(), parameters(provider));
            shapes.put(provider.id(), shape(provider));
        } catch (Exception e) {
            throw new CatalogException(
                    "%s: provider '%s' gets no route from %s (%s)"
                            .formatted(watch.get().name(), provider.id(), provider.template(), e.getMessage()),
                    e);
        }
    }

    private void removeWhenIdle(Provider provider) {
        long deadline = System.nanoTime()
                + SECONDS.toNanos(context.getShutdownStrategy().getTimeout());
        while (context.getInflightRepository().size(PREFIX + provider.id()) > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        lock.lock();
        try {
            if (leaving.remove(provider.id())) {
                remove(provider, 0);
            }
        } finally {
            lock.unlock();
        }
    }

    private void remove(Provider provider, int drainSeconds) {
        String route = PREFIX + provider.id();
        try {
            context.getRouteController().stopRoute(route, Math.max(1, drainSeconds), SECONDS);
            context.removeRoute(route);
            shapes.remove(provider.id());
        } catch (Exception e) {
            LOG.warn("The route of provider '{}' could not be removed", provider.id(), e);
        }
    }
}
