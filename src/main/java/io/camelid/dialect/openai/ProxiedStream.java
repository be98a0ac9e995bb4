package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.camelid.dialect.Edits;
import io.camelid.dialect.JsonText;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Redaction;
import io.camelid.dialect.SseProxy;
import io.camelid.error.CamelidException;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.sse.SseEvent;
import io.camelid.sse.SseWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
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
public final class ProxiedStream extends SseProxy {

    private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

    private final ProxiedChoices choices = new ProxiedChoices();
    private final ProxiedChunk chunk;
    private @Nullable ProxiedUsage usage;

    /**
     * Begins a stream.
     *
     * @param requestedModel the client's name for the model, which it is to read in every event that names one
     * @param redaction what an error that goes on must not hold
     */
    public ProxiedStream(String requestedModel, Redaction redaction) {
        super(redaction);
        this.chunk = new ProxiedChunk(choices, JsonText.quoted(requestedModel));
    }

    @Override
    public @Nullable ProxiedUsage usage() {
        return usage;
    }

    @Override
    protected boolean isComplete() {
        return choices.allFinished();
    }

    @Override
    protected void sayDone() {
        writer().event(DONE);
    }

    @Override
    protected byte[] errorEvent(CamelidException why) {
        return ErrorEncoder.encode(why);
    }

    @Override
    protected void event(SseEvent event) {
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
        } else if (chunk.error() || isError(event) || (chunk.maybeError() && tellsError(event))) {
            providerError(event);
        } else {
            ProxiedUsage counts = chunk.usage();
            usage = counts == null ? usage : counts;
            forwarded();
            if (chunk.failed()) {
                choiceFailed(redacted(event));
            } else {
                forward(event, chunk.edits());
            }
        }
    }

    /** What there is of the answer goes on; that nothing more of it comes, and why, is told as any error is. */
    private void choiceFailed(SseEvent event) {
        readAgain(event);
        forward(event, chunk.edits());
        tell(redacted(ChoiceErrors.read(event.array(), event.offset(), event.length())));
    }

    private void noObject(SseEvent event, String what) {
        if (tellsError(event)) {
            providerError(event);
        } else if (!event.terminated()) {
            failed("broke off inside an event");
        } else if (isError(event)) {
            providerError(event);
        } else {
            failed("has an event that " + what);
        }
    }

    private void providerError(SseEvent came) {
        SseEvent event = redacted(came);
        ProviderException why = redacted(ProviderErrors.inBand(event.array(), event.offset(), event.length()));
        ProviderError words = why.told();
        byte[] body = words == null ? null : words.body();
        if (body == null) {
            tell(why);
            return;
        }
        SseEvent whole = new SseEvent(event.name(), body, 0, body.length, event.otherLines(), event.terminated());
        readAgain(whole);
        forward(whole, chunk.names());
        errorTold(why);
    }

    private void tell(ProviderException why) {
        ProviderError words = why.told();
        writer().event(words == null ? ErrorEncoder.encode(why) : ErrorEncoder.told(words, why.kind()));
        errorTold(why);
    }

    /** An event that was made of one that was read. */
    private void readAgain(SseEvent event) {
        try {
            chunk.read(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forward(SseEvent event, Edits edits) {
        byte[] array = event.array();
        SseWriter writer = writer();
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

    private static boolean isError(SseEvent event) {
        return "error".equals(event.name());
    }

    private static boolean tellsError(SseEvent event) {
        return ProviderErrors.isError(ProviderErrors.parse(event.array(), event.offset(), event.length()));
    }
}
