package io.camelid.edge;

import io.camelid.error.CamelidException;
import io.camelid.error.GatewayException;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/** Writes an exchange's message as one HTTP answer. Every way out ends the answer or throws. */
final class AnswerWriter {

    private static final int CHUNK = 16 * 1024;

    /** Up to here a body goes in one write, bytes. */
    private static final int SMALL = 64 * 1024;

    private final HttpServerResponse response;
    private final HeaderFilterStrategy headerFilter;
    private final Unrouted unrouted;
    private final Ending ending;
    private volatile @Nullable Future<Void> last;

    AnswerWriter(HttpServerResponse response, HeaderFilterStrategy headerFilter, Unrouted unrouted, Ending ending) {
        this.response = response;
        this.headerFilter = headerFilter;
        this.unrouted = unrouted;
        this.ending = ending;
    }

    void write(Exchange exchange) throws IOException {
        if (ending.isClientGone()) {
            throw new ClientGoneException();
        }
        CamelidException cut = ending.cutFor();
        if (cut != null && !(exchange.getMessage().getBody() instanceof PushedBody)) {
            writeUnrouted(cut, exchange);
            return;
        }
        if (exchange.getException() != null) {
            writeUnrouted(unhandled(exchange.getException()), exchange);
            return;
        }
        writeHead(exchange);
        writeBody(exchange.getMessage());
    }

    /** Writes the head of an answer whose body is relayed, and begins with that. */
    void begin(Exchange exchange, RelayedBody body, Runnable over) {
        writeHead(exchange);
        frame();
        body.begin(new ClientSink(response, ending), over);
    }

    /** The end of an answer that was begun. */
    void finish(RelayedBody body) throws IOException {
        body.finish(new ClientSink(response, ending));
        last = response.end();
    }

    /**
     * Waits until a client that is slow has taken what was written.
     *
     * @return whether it has in time, or is gone
     */
    boolean awaitSent(long nanos) throws InterruptedException {
        Future<Void> written = last;
        if (written == null) {
            return true;
        }
        CountDownLatch sent = new CountDownLatch(1);
        written.onComplete(done -> sent.countDown());
        return sent.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** A route without an error policy of its own; ours all have one, which Camel no longer runs in a shutdown that is late. */
    private static CamelidException unhandled(Exception failure) {
        return switch (failure) {
            case CamelidException known -> known;
            case RejectedExecutionException stopping -> EdgeConsumer.shuttingDown();
            default -> GatewayException.internal(failure);
        };
    }

    private void writeUnrouted(CamelidException told, Exchange exchange) {
        if (told instanceof GatewayException late && late.retryAfterSeconds() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, late.retryAfterSeconds().toString());
        }
        last = response.setStatusCode(told.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(MalformedRequests.REQUEST_ID, unrouted.record(told, exchange))
                .end(wrap(unrouted.body(told)));
    }

    private void writeHead(Exchange exchange) {
        Message message = exchange.getMessage();
        response.setStatusCode(message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class));
        writeHeaders(message, exchange);
    }

    private void writeHeaders(Message message, Exchange exchange) {
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            Object value = header.getValue();
            if (value != null && !headerFilter.applyFilterToCamelHeaders(header.getKey(), value, exchange)) {
                writeHeader(header.getKey(), value);
            }
        }
        String contentType = MessageHelper.getContentType(message);
        if (contentType != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        }
        if (EventStreams.isOne(contentType)) {
            // nobody on the way may hold events back or keep them
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache").putHeader("x-accel-buffering", "no");
        }
        // the header filter drops it, which is right for bodies whose length we count ourselves
        if (message.getBody() instanceof PushedBody) {
            String length = message.getHeader(Exchange.CONTENT_LENGTH, String.class);
            if (length != null) {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, length);
            }
        }
    }

    private void writeHeader(String name, Object value) {
        if (value instanceof List<?> values) {
            response.putHeader(name, values.stream().map(String::valueOf).toList());
        } else {
            response.putHeader(name, value.toString());
        }
    }

    private void writeBody(Message message) throws IOException {
        switch (message.getBody()) {
            case null -> last = response.end();
            case byte[] bytes -> write(bytes);
            case Buffer buffer -> last = response.end(buffer);
            case String text -> write(text.getBytes(StandardCharsets.UTF_8));
            case PushedBody pushed -> push(pushed);
            case InputStream stream -> push(sink -> copy(stream, sink));
            default -> {
                InputStream converted = message.getBody(InputStream.class);
                if (converted == null) {
                    throw new IOException("the body's type can't be written: "
                            + message.getBody().getClass().getName());
                }
                push(sink -> copy(converted, sink));
            }
        }
    }

    /** A large body is written as fast as the client takes it: until then it is the request's, and counts. */
    private void write(byte[] bytes) throws IOException {
        if (bytes.length <= SMALL) {
            last = response.end(wrap(bytes));
        } else {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
            push(sink -> sink.write(bytes));
        }
    }

    private void push(PushedBody body) throws IOException {
        frame();
        body.pushTo(new ClientSink(response, ending));
        last = response.end();
    }

    private void frame() {
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
    }

    /** Writes what each read gives at once: whoever filled the stream decides the pieces. */
    private static void copy(InputStream stream, ByteSink sink) throws IOException {
        try (stream) {
            byte[] chunk = new byte[CHUNK];
            int count;
            while ((count = stream.read(chunk)) >= 0) {
                if (count > 0) {
                    sink.write(Arrays.copyOf(chunk, count));
                }
            }
        }
    }

    private static Buffer wrap(byte[] bytes) {
        return BufferImpl.buffer(Unpooled.wrappedBuffer(bytes));
    }
}
