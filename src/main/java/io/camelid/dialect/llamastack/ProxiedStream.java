package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.StreamProxy;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.sse.EventTooLargeException;
import io.camelid.sse.SseEvent;
import io.camelid.sse.SseReader;
import io.camelid.sse.SseWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a Llama Stack server on its way to a Llama Stack client: the data of each event goes on as it came. No word
 * ends such a stream; it is complete once an event says {@code complete} or gives a {@code stop_reason} and the server
 * closes it, and has failed where the server closes it before.
 *
 * <p>Source: Llama Stack, {@code ChatCompletionResponseStreamChunk}, {@code CompletionResponseStreamChunk}.
 */
public final class ProxiedStream implements StreamProxy {

    private static final byte[] NOTHING = {};

    private final SseReader reader = new SseReader();
    private final SseWriter writer = new SseWriter();
    private final Consumer<SseEvent> handler = this::event;
    private State state = State.OPEN;
    private boolean forwarded;
    private boolean complete;
    private @Nullable ProxiedUsage usage;
    private @Nullable ProviderException failure;

    @Override
    public byte[] feed(byte[] buffer, int offset, int length) {
        if (state == State.OPEN) {
            try {
                reader.feed(buffer, offset, length, handler);
            } catch (EventTooLargeException e) {
                failed(State.FAILED, bad("has an event without an end"));
            }
        }
        return writer.take();
    }

    @Override
    public byte[] end() {
        if (state == State.OPEN) {
            reader.end(handler);
        }
        if (state == State.OPEN && complete) {
            state = State.DONE;
        } else if (state == State.OPEN) {
            failed(State.FAILED, bad(forwarded ? "broke off before it was complete" : "ended without an event"));
        }
        return writer.take();
    }

    @Override
    public byte[] fail(CamelidException why) {
        if (state == State.DONE || state == State.ERROR_TOLD) {
            return NOTHING;
        }
        state = State.ERROR_TOLD;
        return SseWriter.encode(ErrorEncoder.encodeEvent(why));
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public @Nullable ProviderException failure() {
        return failure;
    }

    @Override
    public boolean refused() {
        return failure != null && !forwarded;
    }

    @Override
    public @Nullable ProxiedUsage usage() {
        return usage;
    }

    private void event(SseEvent event) {
        if (state != State.OPEN || event.isBlank()) {
            return;
        }
        JsonNode json = ProviderErrors.parse(event.array(), event.offset(), event.length());
        if (json == null || !json.isObject()) {
            failed(State.FAILED, bad(event.terminated() ? "has an event that is no JSON object" : "broke off"));
        } else if (StreamErrors.isError(json)) {
            failed(State.ERROR_TOLD, StreamErrors.read(json));
            forward(event);
        } else {
            look(json);
            forwarded = true;
            forward(event);
        }
    }

    private void look(JsonNode json) {
        ProxiedUsage told = ProxiedAnswer.usage(json);
        usage = told == null ? usage : told;
        complete |= json.path("event").path("event_type").asText().equals("complete")
                || json.path("stop_reason").isTextual();
    }

    private void forward(SseEvent event) {
        writer.open(event.otherLines());
        writer.data(event.array(), event.offset(), event.length());
        writer.close();
    }

    private void failed(State last, ProviderException why) {
        state = last;
        failure = why;
    }

    private static ProviderException bad(String what) {
        return ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream " + what + ".");
    }
}
