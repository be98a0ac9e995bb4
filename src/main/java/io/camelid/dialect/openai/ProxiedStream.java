package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Edits;
import io.camelid.dialect.JsonText;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.StreamProxy;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.sse.EventTooLargeException;
import io.camelid.sse.SseEvent;
import io.camelid.sse.SseReader;
import io.camelid.sse.SseWriter;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a provider that speaks OpenAI, on its way to the client: bytes in, bytes out, each event as soon as it is
 * complete. Only the name of the model changes, and what would make a client fail
 * ({@link ChoiceMender}). Comments go, events stay, line ends become line feeds.
 *
 * <p>It never lies. {@code [DONE]} goes out once: when the provider says it, or when the provider ends without it after it
 * has finished every choice it began. A provider's error is passed on, and nothing after it. A stream that breaks off, or
 * says what is no JSON object, has failed: {@link #failure} says why, and the caller tells the client by {@link #fail}.
 *
 * <p>One object a stream, single-use, not thread-safe.
 *
 * <p><b>Source:</b> OpenAI API reference, "Streaming"; chunks of chat completions and of completions.
 */
public final class ProxiedStream implements StreamProxy {

    private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);
    private static final byte[] NO_LINES = {};

    private final SseReader reader = new SseReader();
    private final SseWriter writer = new SseWriter();
    private final Consumer<SseEvent> handler = this::event;
    private final ProxiedChoices choices = new ProxiedChoices();
    private final ProxiedChunk chunk;

    private State state = State.OPEN;
    private boolean forwarded;
    private @Nullable ProxiedUsage usage;
    private @Nullable ProviderException failure;

    /**
     * Begins a stream.
     *
     * @param requestedModel the client's name for the model, which it is to read in every event that names one
     */
    public ProxiedStream(String requestedModel) {
        this.chunk = new ProxiedChunk(choices, JsonText.quoted(requestedModel));
    }

    @Override
    public byte[] feed(byte[] buffer, int offset, int length) {
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
    public byte[] end() {
        if (state == State.OPEN) {
            reader.end(handler);
        }
        if (state == State.OPEN && choices.allFinished()) {
            done();
        } else if (state == State.OPEN) {
            failed(bad(forwarded ? "broke off before it was complete" : "ended without an event"));
        }
        return writer.take();
    }

    @Override
    public byte[] fail(CamelidException why) {
        if (state == State.DONE || state == State.ERROR_TOLD) {
            return NO_LINES;
        }
        state = State.ERROR_TOLD;
        return SseWriter.encode(ErrorEncoder.encode(why));
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
        if (state != State.OPEN) {
            return;
        }
        if (event.says(DONE)) {
            done();
        } else if (!event.isBlank()) {
            data(event);
        } else if (isError(event)) {
            providerError(event);
        } // else a keep-alive: an event without data is none to the client
    }

    private void data(SseEvent event) {
        boolean object;
        try {
            object = chunk.read(event);
        } catch (IOException e) {
            noObject(event, "is not JSON");
            return;
        }
        if (!object) {
            noObject(event, "is not a JSON object");
        } else if (chunk.error() || isError(event)) {
            providerError(event);
        } else {
            ProxiedUsage counts = chunk.usage();
            usage = counts == null ? usage : counts;
            forwarded = true;
            forward(event, chunk.edits());
        }
    }

    private void noObject(SseEvent event, String what) {
        if (!event.terminated()) {
            failed(bad("broke off inside an event"));
        } else if (isError(event)) {
            providerError(event);
        } else {
            failed(bad("has an event that " + what));
        }
    }

    private void providerError(SseEvent event) {
        ProviderException told = ProviderErrors.inBand(event.array(), event.offset(), event.length());
        failure = told;
        state = State.ERROR_TOLD;
        if (hasMessage(event)) {
            forward(event, chunk.names());
            return;
        }
        ProviderError words = told.told();
        writer.event(words == null ? ErrorEncoder.encode(told) : ErrorEncoder.told(words, told.kind()));
    }

    private void forward(SseEvent event, Edits edits) {
        byte[] array = event.array();
        writer.open(event.otherLines());
        int at = event.offset();
        for (int i = 0; i < edits.size(); i++) {
            byte[] replacement = edits.replacement(i);
            writer.data(array, at, edits.from(i) - at);
            writer.data(replacement, 0, replacement.length);
            at = edits.to(i);
        }
        writer.data(array, at, event.offset() + event.length() - at);
        writer.close();
    }

    private void done() {
        state = State.DONE;
        writer.event(DONE);
    }

    private void failed(ProviderException why) {
        state = State.FAILED;
        failure = why;
    }

    private static ProviderException bad(String what) {
        return ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream " + what + ".");
    }

    private static boolean isError(SseEvent event) {
        return "error".equals(event.name());
    }

    /** Whether OpenAI's clients find the error's text where they look for it. */
    private static boolean hasMessage(SseEvent event) {
        JsonNode node = ProviderErrors.parse(event.array(), event.offset(), event.length());
        return node != null && node.path("error").path("message").isTextual();
    }
}
