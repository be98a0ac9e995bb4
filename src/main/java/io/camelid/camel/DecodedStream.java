package io.camelid.camel;

import io.camelid.dialect.StreamDecoder;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ResponseSink;
import io.camelid.llama.ResponseStream;
import io.camelid.upstream.ResponseBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream as canonical events: what a read gives is handed on before the next read. Whatever ends it early, the
 * provider is let go of at once. Single-use, not thread-safe.
 *
 * @param <E> the canonical event
 */
final class DecodedStream<E> implements ResponseStream<E> {

    /** Bytes; an event is mostly a few hundred, and there may be thousands of streams. */
    private static final int BUFFER = 2 * 1024;

    private final InputStream upstream;
    private final StreamDecoder<E> decoder;
    private final Predicate<E> isLast;
    private final RequestRecord record;
    private final StreamShare share;
    private final byte[] buffer = new byte[BUFFER];
    private final Queue<E> pending = new ArrayDeque<>();
    private @Nullable CamelidException failure;
    private boolean ended;
    private boolean complete;

    private DecodedStream(
            InputStream upstream,
            StreamDecoder<E> decoder,
            Predicate<E> isLast,
            RequestRecord record,
            StreamShare share) {
        this.upstream = upstream;
        this.decoder = decoder;
        this.isLast = isLast;
        this.record = record;
        this.share = share;
    }

    /**
     * Begins to read, and waits for the first event.
     *
     * @param isLast whether an event ends an answer, after which nothing is waited for
     * @param share of the room for answers
     * @throws CamelidException the provider failed before its first event
     * @throws IOException its connection did
     */
    static <E> DecodedStream<E> begin(
            Exchange exchange, StreamDecoder<E> decoder, Predicate<E> isLast, StreamShare share) throws IOException {
        InputStream upstream = ProviderBody.stream(exchange.getMessage());
        if (upstream == null) {
            throw ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream is empty.");
        }
        DecodedStream<E> stream = new DecodedStream<>(upstream, decoder, isLast, RequestRecord.of(exchange), share);
        stream.awaitFirstEvent();
        return stream;
    }

    private void awaitFirstEvent() throws IOException {
        try {
            while (pending.isEmpty() && !ended) {
                step();
            }
            if (pending.isEmpty()) {
                throw Objects.requireNonNullElseGet(
                        failure,
                        () -> ProviderException.of(
                                ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream ended without an event."));
            }
        } catch (Throwable failed) {
            letGo();
            throw failed;
        } finally {
            share.hold(0); // who sees to the rest may never come
        }
    }

    @Override
    public void pushTo(ResponseSink<E> sink) throws IOException {
        try {
            push(sink);
            while (!ended && !complete) {
                read();
                push(sink);
            }
            if (failure != null && !complete) {
                throw failure;
            }
        } finally {
            letGo();
        }
    }

    private void push(ResponseSink<E> sink) throws IOException {
        for (E event = pending.poll(); event != null; event = pending.poll()) {
            complete |= isLast.test(event);
            sink.accept(event);
        }
    }

    /** A failure on the way is told where the answer is read. */
    private void read() {
        try {
            step();
        } catch (IOException broken) {
            ended = true;
            failure = Failures.classify(broken, record);
        }
    }

    private void step() throws IOException {
        int count = upstream.read(buffer);
        try {
            if (count < 0) {
                ended = true;
                decoder.end(pending::add);
            } else {
                long before = decoder.events();
                decoder.feed(buffer, 0, count, pending::add);
                share.hold(decoder.held());
                if (upstream instanceof ResponseBody body) {
                    body.heard(decoder.events() > before);
                }
            }
        } catch (CamelidException told) {
            ended = true;
            failure = told;
        }
    }

    /** A connection whose answer is complete may serve again; any other is cut. */
    private void letGo() {
        share.hold(0);
        if (!complete) {
            ProviderBody.abort(upstream);
        }
    }
}
