package io.camelid.edge;

import io.camelid.error.CamelidException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One request and its answer, on virtual threads of its own. When the client leaves, the thread is interrupted wherever it
 * waits, or what event loops push meanwhile, which is what ends the provider's work.
 */
final class Conversation implements Runnable, Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final EdgeConsumer consumer;
    private final Exchange exchange;
    private final HttpServerResponse response;

    /** Netty's: Vert.x tells nobody of a connection that closes amid a request that waits behind this one. */
    private final Channel connection;

    private final ChannelFutureListener closed = gone -> clientLeft();
    private final AnswerWriter answer;
    private final RequestBody body;
    private final @Nullable Exception refusal;
    private volatile Thread thread;
    private volatile @Nullable RelayedBody relayed;
    private volatile boolean clientGone;
    private volatile @Nullable CamelidException cutFor;
    private final CountDownLatch over = new CountDownLatch(1);

    /** On the request's event loop. */
    Conversation(
            EdgeConsumer consumer,
            RoutingContext context,
            Exchange exchange,
            RequestBody body,
            @Nullable Exception refusal) {
        this.consumer = consumer;
        this.exchange = exchange;
        exchange.setProperty(PROPERTY, this);
        this.body = body;
        this.refusal = refusal;
        this.response = context.response();
        this.connection = ((ConnectionBase) context.request().connection()).channel();
        this.thread = Thread.ofVirtual().name("request").unstarted(this);
        this.answer =
                new AnswerWriter(response, consumer.getEndpoint().getHeaderFilterStrategy(), consumer.unrouted(), this);
    }

    void start() {
        connection.closeFuture().addListener(closed);
        // a write to a connection that is gone: its closing has told already
        response.exceptionHandler(failure -> LOG.debug("Writing an answer failed", failure));
        thread.start();
    }

    private void clientLeft() {
        if (!response.ended()) {
            clientGone = true;
            interrupt();
        }
    }

    @Override
    public boolean isClientGone() {
        return clientGone;
    }

    /** The answer ends now, as it is, and says why. */
    void cutShort(CamelidException why) {
        cutFor = why;
        interrupt();
    }

    private boolean isEnding() {
        return clientGone || cutFor != null;
    }

    private void interrupt() {
        thread.interrupt();
        RelayedBody pushed = relayed;
        if (pushed != null) {
            pushed.interrupt();
        }
    }

    @Override
    public @Nullable CamelidException cutFor() {
        return cutFor;
    }

    /**
     * Also where its thread is interrupted, as Camel does to one that shuts routes down when its time is up: that is when
     * last words are said.
     *
     * @param deadline by {@link System#nanoTime}
     * @return whether all is over, and with the client, in time
     */
    boolean awaitEnd(long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return over.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                            && answer.awaitSent(deadline - System.nanoTime());
                } catch (InterruptedException late) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void run() {
        try {
            if (!clientGone) {
                consumer.route(exchange, refusal);
            }
            body.release();
            switch (exchange.getException() == null ? exchange.getMessage().getBody() : null) {
                case RelayedBody stream -> {
                    relay(stream);
                    return;
                }
                case PushedBody stream -> {
                    thread = elsewhere(() -> answer.write(exchange));
                    goOn(thread);
                    return;
                }
                case null, default -> {}
            }
        } catch (Exception | Error failure) { // out of memory too: what this request holds is given back
            end(() -> cut(failure));
            return;
        }
        end(() -> answer.write(exchange));
    }

    /** Nobody waits while event loops push: a stream may take minutes, and there may be thousands. */
    private void relay(RelayedBody stream) {
        Thread last = elsewhere(() -> answer.finish(stream));
        relayed = stream;
        answer.begin(exchange, stream, () -> goOn(last));
        thread = last;
        if (isEnding()) {
            interrupt();
        }
    }

    /** The stack that a route has grown, which the garbage collector would carry around with a stream, ends here. */
    private Thread elsewhere(Step rest) {
        Map<String, String> diagnostics = MDC.getCopyOfContextMap();
        return Thread.ofVirtual()
                .name("answer")
                .unstarted(() -> end(() -> {
                    if (diagnostics != null) {
                        MDC.setContextMap(diagnostics);
                    }
                    rest.run();
                }));
    }

    private void goOn(Thread next) {
        try {
            next.start();
        } catch (Throwable failure) { // no memory for it: nobody else would end this
            end(() -> cut(failure));
        }
        if (isEnding()) {
            next.interrupt();
        }
    }

    /** The last step, and what follows whatever comes of it. */
    private void end(Step last) {
        try {
            last.run();
        } catch (ClientGoneException gone) {
            exchange.setProperty(ClientGoneException.PROPERTY, true);
            LOG.debug("The client left before its answer was complete");
            if (!clientGone) {
                response.reset(); // a step of the route has interrupted its thread: no answer may look complete
            }
        } catch (Exception | Error failure) {
            cut(failure);
        } finally {
            connection.closeFuture().removeListener(closed);
            // still interrupted if the client left: a provider's stream that is closed now is cut, not read to its end
            body.leave();
            try {
                consumer.done(this, exchange);
            } finally {
                over.countDown();
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private void cut(Throwable failure) {
        if (!clientGone) {
            try {
                LOG.warn("An answer could not be completed; its connection is cut", failure);
            } finally {
                response.reset(); // also where there is no memory for the words
            }
        }
    }
}
