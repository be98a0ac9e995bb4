package io.camelid.upstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way and the beginning of its answer. Begun on a thread that waits, and from then on the event loop's.
 *
 * <p>It is sent once more, at once, where a connection that was kept from an earlier request gave not one byte of an answer:
 * the provider closed it while the request was on its way. On a fresh connection the provider may have done the work: that
 * failure is told, as is whatever else goes wrong.
 */
final class Call implements ActiveCalls.Waiting {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final String EVENT_STREAM = "text/event-stream";

    private final HttpClient client;
    private final ActiveCalls active;
    private final RequestOptions options;
    private final @Nullable JsonEntity entity;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private boolean sentAgain;

    private volatile boolean cancelled;
    private volatile long since = System.nanoTime();
    private volatile @Nullable HttpClientRequest request;

    /** A status line, headers, and a body that may still be on its way. */
    record Answer(HttpClientResponse head, ResponseBody body) {}

    Call(HttpClient client, ActiveCalls active, RequestOptions options, @Nullable JsonEntity entity) {
        this.client = client;
        this.active = active;
        this.options = options;
        this.entity = entity;
    }

    /**
     * Waits for the answer's head, and for as much of its body as a reader can do something with.
     *
     * @throws InterruptedException this thread was interrupted; the call is over
     */
    Answer await(Context loop) throws IOException, InterruptedException {
        active.add(this);
        loop.runOnContext(begin -> connect(loop));
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw UpstreamFailures.beforeAnswer(Objects.requireNonNull(failed.getCause()));
        } catch (InterruptedException leaving) {
            cancel();
            throw leaving;
        }
    }

    private void cancel() {
        cancelled = true;
        active.remove(this);
        reset();
    }

    private void reset() {
        HttpClientRequest begun = request;
        if (begun != null) {
            begun.reset();
        }
    }

    private void connect(Context loop) {
        client.request(options).onComplete(connected -> {
            if (connected.failed()) {
                fail(connected.cause());
            } else {
                send(connected.result(), loop);
            }
        });
    }

    private void send(HttpClientRequest to, Context loop) {
        request = to;
        since = System.nanoTime();
        to.connection().exceptionHandler(told -> LOG.debug("A provider's connection failed", told));
        to.response().onComplete(answered -> {
            if (answered.succeeded()) {
                begin(answered.result(), loop);
            } else {
                lost(answered.cause(), to.connection(), loop);
            }
        });
        if (cancelled) {
            to.reset();
        } else if (entity == null) {
            to.end();
        } else {
            BodySender.send(to, entity, () -> since = System.nanoTime());
        }
    }

    private void begin(HttpClientResponse head, Context loop) {
        if (entity != null) {
            entity.forget();
        }
        Answer begun = new Answer(head, new ResponseBody(loop, head, active));
        active.remove(this);
        begun.body().whenRipe(isStream(head), () -> answer.complete(begun));
    }

    private void lost(Throwable cause, HttpConnection connection, Context loop) {
        if (!sentAgain && !cancelled && !answer.isDone() && active.hasServed(connection)) {
            sentAgain = true;
            connect(loop);
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
            reset();
        }
    }

    private static boolean isStream(HttpClientResponse head) {
        String type = head.getHeader(HttpHeaderNames.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM);
    }
}
