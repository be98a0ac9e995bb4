package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelid.Pieces;
import io.camelid.dialect.StreamDecoder;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream, and the decoder of its format.
 *
 * @param text as it is on the wire
 */
record StreamCase(Format format, String name, String text) {

    private static final Pattern MADE_UP_ID = Pattern.compile("(call_)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * A format's decoder, and the words without which it may neither end an answer nor count its tokens.
     *
     * @param reason where the provider says why the answer ended, or that it did
     */
    record Format(String name, Supplier<StreamDecoder<?>> decoder, Pattern reason, Pattern usage) {}

    /**
     * What came of a stream.
     *
     * @param events in words, ids that a decoder made up left out
     * @param failure the provider's, in words; null where there was none
     */
    record Outcome(
            List<String> events,
            int ends,
            boolean endsLast,
            boolean counted,
            @Nullable String failure) {

        boolean isComplete() {
            return ends > 0;
        }
    }

    byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    /** The events, each with its blank line. */
    List<String> events() {
        return List.of(text.split("(?<=\n\n|\r\r|\r\n\r\n)"));
    }

    Outcome read(List<Integer> sizes) {
        return read(bytes(), sizes);
    }

    Outcome read(String other, List<Integer> sizes) {
        return read(other.getBytes(UTF_8), sizes);
    }

    /** What comes of other bytes of the same format; anything thrown but a provider's failure is thrown on. */
    Outcome read(byte[] bytes, List<Integer> sizes) {
        List<Object> events = new ArrayList<>();
        String failure = null;
        try {
            decode(bytes, sizes, events);
        } catch (ProviderException e) {
            failure = e.text();
        }
        return new Outcome(
                events.stream()
                        .map(it -> MADE_UP_ID.matcher(it.toString()).replaceAll("made-up"))
                        .toList(),
                (int) events.stream().filter(StreamCase::isEnd).count(),
                !events.isEmpty() && isEnd(events.getLast()),
                events.stream().anyMatch(it -> !metrics(it).isEmpty()),
                failure);
    }

    /** The events themselves, those before a failure too. */
    void decode(byte[] bytes, List<Integer> sizes, List<Object> events) {
        StreamDecoder<?> decoder = format.decoder().get();
        Pieces.feed(bytes, sizes, (buffer, offset, length) -> decoder.feed(buffer, offset, length, events::add));
        decoder.end(events::add);
    }

    private static boolean isEnd(Object event) {
        return switch (event) {
            case ChatCompletionResponseStreamChunk chunk -> chunk.event() instanceof Complete;
            case CompletionResponseStreamChunk chunk ->
                chunk.stopReason() != null && chunk.delta().isEmpty();
            default -> throw new IllegalArgumentException(event.toString());
        };
    }

    private static List<Metric> metrics(Object event) {
        return switch (event) {
            case ChatCompletionResponseStreamChunk chunk -> chunk.metrics();
            case CompletionResponseStreamChunk chunk -> chunk.metrics();
            default -> throw new IllegalArgumentException(event.toString());
        };
    }

    @Override
    public String toString() {
        return format.name() + " " + name;
    }
}
