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

        /** What is left to say once the stream has ended in order. */
        List<E> end();
    }

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final SseReader reader = new SseReader();
    private final Events<E> events;
    private boolean begun;
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
        if (!events.isComplete()) {
            throw bad("broke off before it was complete");
        }
        finish(sink);
    }

    private void event(SseEvent event, Consumer<? super E> sink) {
        if (done || event.isBlank()) {
            return;
        }
        if (event.says(DONE)) {
            if (!begun) {
                throw bad("ended without an event");
            }
            finish(sink);
            return;
        }
        JsonNode json = ProviderErrors.parse(event.array(), event.offset(), event.length());
        if (json != null && json.isArray() && ProviderErrors.isError(json)) {
            throw ProviderErrors.inBand(event.array(), event.offset(), event.length());
        }
        if (json == null || !json.isObject()) {
            throw bad(event.terminated() ? "has an event that is no JSON object" : "broke off inside an event");
        }
        begun = true;
        events.decode(json).forEach(sink);
        if (events.isOver()) {
            finish(sink);
        }
    }

    private void finish(Consumer<? super E> sink) {
        done = true;
        events.end().forEach(sink);
    }

    private static ProviderException bad(String what) {
        return ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream " + what + ".");
    }
}
