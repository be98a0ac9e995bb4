package io.camelid.edge;

import io.camelid.edge.RequestFraming.UnknownEndException;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads a request whole on the event loop, before a thread is spent on it: the {@code bodyHandler} of our router. What it
 * refuses goes on too, as a request with a refusal, so that the route's error policy answers it.
 */
final class RequestReader implements Handler<RoutingContext> {

    static final String BODY = "camelid.body";

    /** How much of a refused body is still read, so that the client gets to see the answer: times the limit. */
    private static final int PATIENCE = 2;

    private final Admission admission;
    private final EdgeOptions options;

    RequestReader(Admission admission, EdgeOptions options) {
        this.admission = admission;
        this.options = options;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        RequestBody body = new RequestBody(admission, options.maxBodyBytes(), announcedLength(request));
        try {
            context.put(BODY, body);
            new Reading(context, body).start();
        } catch (Throwable unread) {
            body.leave();
            throw unread;
        }
    }

    private static long announcedLength(HttpServerRequest request) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return announced == null ? -1 : Long.parseLong(announced);
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }

    /** This answer is the last one on its connection. */
    static void closeAfterAnswer(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        context.addEndHandler(answered -> context.request().connection().close());
    }

    private final class Reading {
        private final RoutingContext context;
        private final RequestBody body;
        private long received;
        private long timer = -1;
        private boolean done;

        Reading(RoutingContext context, RequestBody body) {
            this.context = context;
            this.body = body;
        }

        void start() {
            HttpServerRequest request = context.request();
            if (request.isEnded()) {
                goOn();
                return;
            }
            if (isAsking(request)) {
                if (body.refusal() != null) {
                    closeAfterAnswer();
                    goOn();
                    return;
                }
                context.response().writeContinue();
            }
            timer = context.vertx().setTimer(options.requestTimeoutMillis(), late -> tooSlow());
            request.handler(chunk -> {
                received += chunk.length();
                body.append(chunk);
                if (received > PATIENCE * options.maxBodyBytes()) {
                    closeAfterAnswer();
                    goOn();
                }
            });
            request.endHandler(end -> {
                if (request.decoderResult().cause() instanceof UnknownEndException unknown) {
                    body.refuse(RequestException.of(ErrorKind.INVALID_REQUEST, unknown.words()));
                    closeAfterAnswer();
                }
                goOn();
            });
            request.exceptionHandler(gone -> {
                if (stop()) {
                    body.leave();
                }
            });
        }

        /** The client waits to hear that its body is welcome. */
        private static boolean isAsking(HttpServerRequest request) {
            return request.version() == HttpVersion.HTTP_1_1
                    && request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
        }

        private void tooSlow() {
            timer = -1;
            body.refuse(RequestException.of(
                    ErrorKind.REQUEST_TIMEOUT,
                    "The request was not complete after " + options.requestTimeoutMillis()
                            + " ms (camelid.request-timeout-millis)."));
            closeAfterAnswer();
            goOn();
        }

        private void closeAfterAnswer() {
            // what of the request is still to come has nobody to read it
            RequestReader.closeAfterAnswer(context);
        }

        private void goOn() {
            if (stop()) {
                body.end();
                context.next();
            }
        }

        /** @return whether this was the first end of this reading */
        private boolean stop() {
            if (timer != -1) {
                context.vertx().cancelTimer(timer);
            }
            boolean first = !done;
            done = true;
            return first;
        }
    }
}
