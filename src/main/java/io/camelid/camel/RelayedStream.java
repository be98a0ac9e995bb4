package io.camelid.camel;

import io.camelid.dialect.StreamProxy;
import io.camelid.edge.ByteSink;
import io.camelid.edge.ClientGoneException;
import io.camelid.edge.OfferSink;
import io.camelid.edge.RelayedBody;
import io.camelid.error.CamelidException;
import io.camelid.upstream.Receiver;
import io.camelid.upstream.Receiver.Wish;
import io.camelid.upstream.ResponseBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One provider's stream on its way to one client: what a read gives is on the client's wire before the next read. Whatever
 * ends it early, the provider is let go of at once. Single-use, not thread-safe.
 */
final class RelayedStream implements RelayedBody {

    /** Bytes; an event is mostly a few hundred, and there may be thousands of streams. */
    private static final int BUFFER = 2 * 1024;

    private static final byte[] NOTHING = {};

    private final InputStream upstream;
    private final StreamProxy stream;
    private final RequestRecord record;
    private final StreamShare share;
    private byte[] first = NOTHING;
    private boolean ended;
    private @Nullable Throwable broken;

    RelayedStream(InputStream upstream, StreamProxy stream, RequestRecord record, StreamShare share) {
        this.upstream = upstream;
        this.stream = stream;
        this.record = record;
        this.share = share;
    }

    /**
     * Reads until there is something to tell.
     *
     * @throws CamelidException the provider failed before its first event
     * @throws IOException its connection did
     */
    void awaitFirstEvent() throws IOException {
        try {
            byte[] buffer = new byte[BUFFER];
            while (stream.state() == StreamProxy.State.OPEN && first.length == 0) {
                first = step(buffer);
            }
            if (stream.refused()) {
                throw Objects.requireNonNull(stream.failure());
            }
            record.firstEvent();
        } catch (Throwable failed) {
            ProviderBody.abort(upstream);
            throw failed;
        } finally {
            share.hold(0); // who sees to the rest may never come
        }
    }

    @Override
    public void pushTo(ByteSink sink) throws IOException {
        begin(sink);
        finish(sink);
    }

    private void begin(ByteSink sink) {
        try {
            sink.write(first);
            first = NOTHING;
        } catch (ClientGoneException gone) {
            broken = gone;
        }
    }

    @Override
    public void begin(OfferSink sink, Runnable over) {
        begin(sink);
        if (broken == null && upstream instanceof ResponseBody body && stream.state() == StreamProxy.State.OPEN) {
            body.pushTo(receiver(body, sink)).whenComplete((whole, failure) -> {
                broken = failure;
                over.run();
            });
        } else {
            over.run();
        }
    }

    /** From one event loop to the other. */
    private Receiver receiver(ResponseBody body, OfferSink sink) {
        return (bytes, offset, length) -> {
            byte[] events = feed(bytes, offset, length);
            boolean more = events.length == 0 || sink.offer(events, body::resume);
            return stream.state() != StreamProxy.State.OPEN ? Wish.ENOUGH : more ? Wish.MORE : Wish.PAUSE;
        };
    }

    @Override
    public void interrupt() {
        ProviderBody.abort(upstream);
    }

    @Override
    public void finish(ByteSink sink) throws IOException {
        try {
            rest(sink);
            tell(stream.failure(), sink);
        } catch (ClientGoneException gone) {
            record.clientLeft();
            throw gone;
        } finally {
            share.hold(0);
            AnswerRelay.record(stream.usage(), record);
            if (!ended && stream.state() != StreamProxy.State.DONE) {
                ProviderBody.abort(upstream);
            }
        }
    }

    private void rest(ByteSink sink) throws ClientGoneException {
        try {
            if (broken != null) {
                throw broken;
            }
            pull(sink);
        } catch (ClientGoneException gone) {
            throw gone;
        } catch (Throwable failed) { // out of memory on an event loop, too: the client is told
            CamelidException cut = sink.interruption();
            if (cut == null && Thread.currentThread().isInterrupted()) {
                throw new ClientGoneException();
            }
            if (stream.state() == StreamProxy.State.OPEN) {
                tell(cut == null ? Failures.classify(failed, record) : cut, sink);
            } // else the stream itself knows how it ended, and this came after
        }
    }

    /** Piece by piece, on this thread. */
    private void pull(ByteSink sink) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (stream.state() == StreamProxy.State.OPEN) {
            if (sink.interruption() != null) {
                throw new InterruptedIOException("interrupted amid an answer");
            }
            byte[] events = step(buffer);
            if (events.length > 0) {
                sink.write(events);
            }
        }
    }

    private byte[] step(byte[] buffer) throws IOException {
        int count = upstream.read(buffer);
        ended = count < 0;
        return ended ? stream.end() : feed(buffer, 0, count);
    }

    private byte[] feed(byte[] bytes, int offset, int length) throws IOException {
        long before = stream.events();
        byte[] events = stream.feed(bytes, offset, length);
        share.hold(stream.held());
        if (upstream instanceof ResponseBody body) {
            body.heard(stream.events() > before);
        }
        return events;
    }

    private void tell(@Nullable CamelidException failure, ByteSink sink) throws ClientGoneException {
        if (failure != null && record.failure() == null) {
            CamelidException told = record.redaction().failure(failure);
            FailureLog.tell(told);
            record.fail(told);
            sink.write(stream.fail(told));
        }
    }
}
