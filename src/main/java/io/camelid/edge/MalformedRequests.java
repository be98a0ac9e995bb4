package io.camelid.edge;

import io.camelid.edge.RequestFraming.UnknownEndException;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.RequestException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is no HTTP request, or has too large a head: no route ever sees it. */
final class MalformedRequests implements Handler<HttpServerRequest> {

    static final String REQUEST_ID = "x-request-id";

    private static final Logger LOG = LoggerFactory.getLogger(MalformedRequests.class);

    private final Unrouted unrouted;

    MalformedRequests(Unrouted unrouted) {
        this.unrouted = unrouted;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        switch (cause) {
            case TooLongHttpLineException tooLong ->
                answer(request, ErrorKind.URL_TOO_LONG, "The request line is too long (camelid.max-header-bytes).");
            case TooLongHttpHeaderException tooLong ->
                answer(
                        request,
                        ErrorKind.HEADERS_TOO_LARGE,
                        "The request's headers are too large (camelid.max-header-bytes).");
            case UnknownEndException told -> answer(request, ErrorKind.INVALID_REQUEST, told.words());
            case null, default ->
                answer(request, ErrorKind.INVALID_REQUEST, "The request is not HTTP as it should be.");
        }
    }

    /** Also answers what no route takes: a path that can't be decoded, or is none, and whatever comes when the routes are gone. */
    void refuseOn(Router router) {
        router.errorHandler(400, this::undecodable);
        router.errorHandler(404, this::unclaimed);
        router.errorHandler(500, context -> answer(context.request(), fault(context)));
    }

    private void undecodable(RoutingContext context) {
        answer(
                context.request(),
                ErrorKind.INVALID_REQUEST,
                context.request().authority() != null
                        ? "The path or the query is not encoded as it should be."
                        : "The request has no Host header, or one that names no host.");
    }

    private void unclaimed(RoutingContext context) {
        String path = context.request().path();
        if (path != null && path.startsWith("/")) {
            // one of our routes takes any path, as long as there are routes
            answer(context.request(), EdgeConsumer.shuttingDown());
        } else {
            answer(context.request(), ErrorKind.UNKNOWN_URL, "The request names no path.");
        }
    }

    private static CamelidException fault(RoutingContext context) {
        Throwable failure = Objects.requireNonNull(context.failure(), "a status of 500 has a cause");
        LOG.warn("A request could not be handed to its route", failure);
        return GatewayException.internal(failure);
    }

    private void answer(HttpServerRequest request, ErrorKind kind, String message) {
        answer(request, RequestException.of(kind, message));
    }

    private void answer(HttpServerRequest request, CamelidException failure) {
        if (failure instanceof GatewayException late && late.retryAfterSeconds() != null) {
            request.response()
                    .putHeader(HttpHeaders.RETRY_AFTER, late.retryAfterSeconds().toString());
        }
        request.response()
                .setStatusCode(failure.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .putHeader(REQUEST_ID, unrouted.record(failure, request.getHeader(REQUEST_ID)))
                .end(Buffer.buffer(unrouted.body(failure)))
                .onComplete(written -> request.connection().close());
    }
}
