package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.sse.EventTooLargeException;
import io.camelid.sse.SseEvent;
import io.camelid.sse.SseReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * A stream of server-sent events whose data are JSON objects, for a format that reads them one by one. Takes OpenAI's last
 * word, {@code [DONE]}, where a server says it.
 *
 * @param <E> the canonical event
 */
public final class JsonStreamDecoder<E> implements StreamDecoder<E> {

    /** What the format makes of the objects. One object a stream. */
    public interface Events<E> {

        List<E> decode(JsonNode event);

        /** Whether the provider has said why the answer ended. */
        boolean isComplete();

        /** Whether the provider has said that nothing follows, for a format with a last word of its own. */
        default boolean isOver() {
            return false;
        }

        /** What is left to say once the stream has ended in order, {@link #isComplete}. */
        List<E> end();
    }

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    /** The name of an event that tells a failure, whatever its data look like. */
    private static final String ERROR = "error";

    private final SseReader reader = new SseReader();
    private final Events<E> events;
    private boolean done;

    public JsonStreamDecoder(Events<E> events) {
        this.events = events;
    }

    @Override
    public void feed(byte[] buffer, int offset, int length, Consumer<? super E> sink) {
        try {
            reader.feed(buffer, offset, length, event -> event(event, sink));
        } catch (EventTooLargeException e) {
            throw bad("has an event without an end");
        }
    }

    @Override
    public void end(Consumer<? super E> sink) {
        reader.end(event -> event(event, sink));
        if (done) {
            return;
        }
        finish(sink);
    }

    @Override
    public long events() {
        return reader.events();
    }

    @Override
    public int held() {
        return reader.held();
    }

    private void event(SseEvent event, Consumer<? super E> sink) {
        boolean error = ERROR.equals(event.name());
        if (done || (event.isBlank() && !error)) {
            return;
        }
        if (event.says(DONE)) {
            finish(sink);
            return;
        }
        JsonNode json = ProviderErrors.parse(event.array(), event.offset(), event.length());
        if (json == null || !json.isObject()) {
            throw error || ProviderErrors.isError(json) ? told(event) : noObject(event);
        }
        // the format reads an error of its own better
        List<E> read = events.decode(json);
        if (error) {
            throw told(event);
        }
        read.forEach(sink);
        if (events.isOver()) {
            finish(sink);
        }
    }

    private void finish(Consumer<? super E> sink) {
        if (!events.isComplete()) {
            throw bad("ended before the answer was complete");
        }
        done = true;
        events.end().forEach(sink);
    }

    private static ProviderException told(SseEvent error) {
        return ProviderErrors.inBand(error.array(), error.offset(), error.length());
    }

    private static ProviderException noObject(SseEvent event) {
        return bad(event.terminated() ? "has an event that is no JSON object" : "broke off inside an event");
    }

    private static ProviderException bad(String what) {
        return ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream " + what + ".");
    }
}
