package io.camelid.dialect;

import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.sse.EventTooLargeException;
import io.camelid.sse.SseEvent;
import io.camelid.sse.SseReader;
import io.camelid.sse.SseWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the streams of all dialects that are passed on have in common: how they go on, and every way they end. */
public abstract class SseProxy implements StreamProxy {

    private static final byte[] NOTHING = {};

    private final Redaction redaction;
    private final SseReader reader = new SseReader();
    private final SseWriter writer = new SseWriter();
    private final Consumer<SseEvent> handler = this::take;
    private State state = State.OPEN;
    private boolean forwarded;
    private @Nullable ProviderException failure;

    /** @param redaction what an error that goes on must not hold */
    protected SseProxy(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Takes one event of a stream that is open. */
    protected abstract void event(SseEvent event);

    /** Whether the events so far are a whole answer: then a provider that closes has ended it. */
    protected abstract boolean isComplete();

    /** The answer is complete: says to the client what its dialect ends a stream with. */
    protected abstract void sayDone();

    /** The data of an event that tells an error. */
    protected abstract byte[] errorEvent(CamelidException why);

    @Override
    public final byte[] feed(byte[] buffer, int offset, int length) {
        if (state == State.OPEN) {
            try {
                reader.feed(buffer, offset, length, handler);
            } catch (EventTooLargeException e) {
                failed(ProviderException.of(
                        ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream has an event without an end.", e));
            }
        }
        return writer.take();
    }

    @Override
    public final byte[] end() {
        if (state == State.OPEN) {
            reader.end(handler);
        }
        if (state == State.OPEN && isComplete()) {
            done();
        } else if (state == State.OPEN) {
            failed(forwarded ? "broke off before it was complete" : "ended without an event");
        }
        return writer.take();
    }

    @Override
    public final byte[] fail(CamelidException why) {
        if (state == State.DONE || state == State.ERROR_TOLD) {
            return NOTHING;
        }
        state = State.ERROR_TOLD;
        return SseWriter.encode(errorEvent(why));
    }

    @Override
    public final long events() {
        return reader.events();
    }

    @Override
    public final int held() {
        return reader.held();
    }

    @Override
    public final State state() {
        return state;
    }

    @Override
    public final @Nullable ProviderException failure() {
        return failure;
    }

    @Override
    public final boolean refused() {
        return failure != null && !forwarded;
    }

    private void take(SseEvent event) {
        if (state == State.OPEN) {
            event(event);
        }
    }

    /** Where what goes to the client is written. */
    protected final SseWriter writer() {
        return writer;
    }

    /** An event that tells an error, as it may go on: the same where it holds no secret. */
    protected final SseEvent redacted(SseEvent error) {
        byte[] data = redaction.data(error.array(), error.offset(), error.length());
        byte[] lines = redaction.data(error.otherLines(), 0, error.otherLines().length);
        if (data == null && lines == null) {
            return error;
        }
        byte[] otherLines = lines == null ? error.otherLines() : lines;
        return data == null
                ? new SseEvent(
                        error.name(), error.array(), error.offset(), error.length(), otherLines, error.terminated())
                : new SseEvent(error.name(), data, 0, data.length, otherLines, error.terminated());
    }

    /** What it was read to say: a secret that is written as JSON inside JSON is found only then. */
    protected final ProviderException redacted(ProviderException why) {
        return (ProviderException) redaction.failure(why);
    }

    /** An event of the answer goes on. */
    protected final void forwarded() {
        forwarded = true;
    }

    protected final void done() {
        if (!forwarded) {
            failed("ended without an event");
            return;
        }
        state = State.DONE;
        sayDone();
    }

    /** The stream says that it failed, and what tells the client is written. */
    protected final void errorTold(ProviderException why) {
        state = State.ERROR_TOLD;
        failure = why;
    }

    /** @param what the provider's stream did, in words that follow it */
    protected final void failed(String what) {
        failed(ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream " + what + "."));
    }

    private void failed(ProviderException why) {
        state = State.FAILED;
        failure = why;
    }
}
