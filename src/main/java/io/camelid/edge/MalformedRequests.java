package io.camelid.edge;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

/**
 * Answers what is no HTTP request, or has too large a head: no route ever sees it. In OpenAI's shape, as it can't be known
 * which door was meant.
 */
final class MalformedRequests implements Handler<HttpServerRequest> {

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        switch (cause) {
            case TooLongHttpLineException tooLong -> answer(request, 414, "The request line is too long.");
            case TooLongHttpHeaderException tooLong ->
                answer(request, 431, "The request's headers are too large (camelid.max-header-bytes).");
            case null, default -> answer(request, 400, "The request is not HTTP as it should be.");
        }
    }

    /** Also answers what the router itself can't take: a path that can't be decoded, or is none. */
    static void refuseOn(Router router) {
        router.errorHandler(400, context -> answer(context.request(), 400, "The path is not encoded as it should be."));
        router.errorHandler(404, context -> answer(context.request(), 404, "The request names no path."));
    }

    private static void answer(HttpServerRequest request, int status, String message) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end("{\"error\":{\"message\":\"" + message
                        + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}")
                .onComplete(written -> request.connection().close());
    }
}
