package io.camelid.edge;

import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

/** Answers what is no HTTP request, or has too large a head: no route ever sees it. */
final class MalformedRequests implements Handler<HttpServerRequest> {

    private static final String REQUEST_ID = "x-request-id";

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
            case null, default ->
                answer(request, ErrorKind.INVALID_REQUEST, "The request is not HTTP as it should be.");
        }
    }

    /** Also answers what the router itself can't take: a path that can't be decoded, or is none. */
    void refuseOn(Router router) {
        router.errorHandler(
                400,
                context -> answer(
                        context.request(), ErrorKind.INVALID_REQUEST, "The path is not encoded as it should be."));
        router.errorHandler(
                404, context -> answer(context.request(), ErrorKind.UNKNOWN_URL, "The request names no path."));
    }

    private void answer(HttpServerRequest request, ErrorKind kind, String message) {
        CamelidException failure = RequestException.of(kind, message);
        request.response()
                .setStatusCode(failure.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .putHeader(REQUEST_ID, unrouted.record(failure, request.getHeader(REQUEST_ID)))
                .end(Buffer.buffer(unrouted.body(failure)))
                .onComplete(written -> request.connection().close());
    }
}
