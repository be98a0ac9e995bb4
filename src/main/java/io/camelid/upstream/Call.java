package io.camelid.upstream;

import io.camelid.edge.EventStreams;
import io.camelid.upstream.UpstreamClient.Clients;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way and the beginning of its answer. Begun on a thread that waits, and from then on the event loop's.
 *
 * <p>It is sent once more, at once and on a new connection, where a connection that was kept from an earlier request gave not one byte of an answer:
 * the provider closed it while the request was on its way. On a fresh connection the provider may have done the work: that
 * failure is told, as is whatever else goes wrong.
 */
final class Call implements ActiveCalls.Waiting {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final Clients clients;
    private final ActiveCalls active;
    private final Context loop;
    private final RequestOptions options;
    private final @Nullable JsonEntity entity;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    // the event loop's own
    private boolean sentAgain;
    private boolean cancelled;
    private @Nullable BodySender sender;
    private @Nullable ResponseBody body;

    private volatile long since = System.nanoTime();
    private volatile @Nullable HttpClientRequest request;

    /** A status line, headers, and a body that may still be on its way. */
    record Answer(HttpClientResponse head, ResponseBody body) {}

    Call(Clients clients, ActiveCalls active, Context loop, RequestOptions options, @Nullable JsonEntity entity) {
        this.clients = clients;
        this.active = active;
        this.loop = loop;
        this.options = options;
        this.entity = entity;
    }

    /**
     * Waits for the answer's head, and for as much of its body as a reader can do something with.
     *
     * @throws InterruptedException this thread was interrupted; the call is over
     */
    Answer await() throws IOException, InterruptedException {
        active.add(this);
        loop.runOnContext(begin -> attempt(() -> connect(clients.kept())));
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw UpstreamFailures.beforeAnswer(Objects.requireNonNull(failed.getCause()));
        } catch (InterruptedException leaving) {
            active.remove(this);
            loop.runOnContext(gone -> cancel());
            throw leaving;
        }
    }

    /** Whether there was a connection to send the request on. */
    boolean isConnected() {
        return request != null;
    }

    private void cancel() {
        cancelled = true;
        if (body == null) {
            cut();
        } else {
            body.abort();
        }
    }

    private void cut() {
        HttpClientRequest begun = request;
        if (begun != null) {
            active.cut(begun);
        }
    }

    private void connect(HttpClient client) {
        client.request(options).onComplete(connected -> {
            if (connected.failed()) {
                fail(connected.cause());
            } else {
                request = connected.result();
                attempt(() -> send(connected.result()));
            }
        });
    }

    /** Out of memory, too, is told: somebody waits for this call, and the connection is another's again. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (Throwable failed) {
            cancelled = true;
            fail(failed);
            HttpClientRequest begun = request;
            if (begun != null) {
                begun.reset();
            }
        }
    }

    private void send(HttpClientRequest to) {
        // whoever waits is told by the response; without this Vert.x logs an error
        to.exceptionHandler(told -> LOG.debug("A request to a provider broke off", told));
        boolean kept = active.serves(to);
        since = System.nanoTime();
        to.response()
                .onComplete(answered -> attempt(() -> {
                    if (answered.succeeded()) {
                        begin(answered.result());
                    } else {
                        lost(answered.cause(), kept);
                    }
                }));
        if (cancelled) {
            to.reset();
        } else if (entity == null) {
            to.end();
        } else {
            sender = BodySender.send(to, entity, () -> since = System.nanoTime());
        }
    }

    private void begin(HttpClientResponse head) {
        if (entity != null) {
            entity.forget();
        }
        BodySender unfinished = sender == null || sender.isDone() ? null : sender;
        ResponseBody begun = new ResponseBody(loop, head, active, unfinished);
        body = begun;
        active.remove(this);
        begun.whenRipe(
                EventStreams.isOne(head.getHeader(HttpHeaderNames.CONTENT_TYPE)),
                () -> answer.complete(new Answer(head, begun)));
        if (cancelled) {
            begun.abort();
        }
    }

    private void lost(Throwable cause, boolean kept) {
        boolean closed = cause instanceof HttpClosedException || cause instanceof IOException;
        if (closed && kept && !sentAgain && !cancelled && !answer.isDone()) {
            sentAgain = true;
            connect(clients.fresh());
        } else {
            fail(cause);
        }
    }

    private void fail(Throwable cause) {
        active.remove(this);
        answer.completeExceptionally(cause);
    }

    @Override
    public void cutIfSilent(long now, long silenceNanos) {
        if (now - since > silenceNanos) {
            fail(UpstreamFailures.silence());
            loop.runOnContext(late -> {
                cancelled = true;
                cut();
            });
        }
    }
}
