package io.camelid.edge;

import io.camelid.error.GatewayException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.spi.InflightRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns each HTTP request into an exchange on a virtual thread of its own, so that a blocking step in a route harms no
 * other request. An exchange is in flight until its answer is out, so that Camel's shutdown waits for streams too.
 */
final class EdgeConsumer extends VertxPlatformHttpConsumer {

    private static final int RETRY_AFTER_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EdgeConsumer.class);

    private static final long LAST_WORD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private final Unrouted unrouted;
    private volatile @Nullable String routeId;

    EdgeConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            List<Handler<RoutingContext>> handlers,
            String routerName,
            Unrouted unrouted) {
        super(endpoint, processor, handlers, routerName);
        this.unrouted = unrouted;
    }

    @Override
    protected void handleRequest(RoutingContext context) {
        RequestBody body = Objects.requireNonNull(context.get(RequestReader.BODY), "our router reads bodies");
        try {
            converse(context, body);
        } catch (Throwable unreadable) {
            // a query that can't be decoded, for one: no conversation will end this request
            body.leave();
            throw unreadable;
        }
    }

    private void converse(RoutingContext context, RequestBody body) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        // complete at once: our RequestReader has the body already
        processHttpRequest(exchange, context);
        Exception refusal = body.refusal();
        if (isSuspended()) {
            refusal = shuttingDown();
            RequestReader.closeAfterAnswer(context);
        }
        if (refusal == null) {
            exchange.getMessage().setBody(body.take());
        }
        inflight().add(exchange, routeId());
        try {
            start(new Conversation(this, context, exchange, body, refusal));
        } catch (Throwable unstarted) {
            inflight().remove(exchange, routeId());
            throw unstarted;
        }
    }

    private void start(Conversation conversation) {
        conversations.add(conversation);
        try {
            conversation.start();
        } catch (Throwable unstarted) {
            conversations.remove(conversation);
            throw unstarted;
        }
    }

    static GatewayException shuttingDown() {
        return GatewayException.overloaded("The gateway is shutting down; try again.", RETRY_AFTER_SECONDS);
    }

    /** What is still on its way has outlived Camel's time for it: its clients are told while there still is somebody to tell. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        List<Conversation> late = List.copyOf(conversations);
        late.forEach(it -> it.cutShort(shuttingDown()));
        long end = System.nanoTime() + LAST_WORD_NANOS;
        for (Conversation conversation : late) {
            if (!conversation.awaitEnd(end)) {
                LOG.warn("Some clients did not take the end of their answers in time");
                return;
            }
        }
    }

    Unrouted unrouted() {
        return unrouted;
    }

    /** Runs the route. A refused request goes straight to the route's error policy, as Camel's bridged errors do. */
    void route(Exchange exchange, @Nullable Exception refusal) throws Exception {
        createUoW(exchange);
        if (refusal != null) {
            exchange.setException(refusal);
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, refusal);
            exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
        getProcessor().process(exchange);
    }

    /** The answer is out, or nobody is left to get it. */
    void done(Conversation conversation, Exchange exchange) {
        conversations.remove(conversation);
        try {
            inflight().remove(exchange, routeId());
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    private InflightRepository inflight() {
        return getEndpoint().getCamelContext().getInflightRepository();
    }

    /** Looked up once: the consumer that Camel knows is another one, around this, and only that is told of its route. */
    private String routeId() {
        String known = routeId;
        if (known == null) {
            known = getEndpoint().getCamelContext().getRoutes().stream()
                    .filter(it -> it.getEndpoint() == getEndpoint())
                    .map(Route::getRouteId)
                    .findFirst()
                    .orElse("");
            routeId = known;
        }
        return known;
    }
}
