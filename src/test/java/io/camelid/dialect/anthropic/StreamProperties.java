package io.camelid.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.dialect.StreamDecoder;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams as networks cut them and as broken providers send them. */
class StreamProperties {

    /** What came of a stream. */
    private record Outcome(
            List<ChatCompletionResponseStreamChunk> events,
            @Nullable String failure) {

        boolean isComplete() {
            return events.stream().anyMatch(it -> it.event() instanceof Complete);
        }
    }

    static Stream<String> streams() throws IOException {
        return GoldenTest.cases("stream");
    }

    @Property(tries = 400)
    void aStreamIsReadTheSameHoweverItIsCut(
            @ForAll("stream") String name, @ForAll @Size(min = 1) List<@IntRange(min = 1, max = 40) Integer> cuts) {
        byte[] bytes = bytes(name);

        assertThat(read(name, bytes, cuts)).isEqualTo(read(name, bytes, List.of(bytes.length)));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamThatBreaksOffAnywhereEndsOnlyWhereTheProviderSaidWhy(String name) {
        byte[] whole = bytes(name);
        Outcome full = read(name, whole, List.of(whole.length));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Outcome outcome = read(name, cut, List.of(whole.length));

            assertThat(outcome.isComplete()).as("after %d bytes", length).isEqualTo(outcome.failure() == null);
            assertThat(outcome.events())
                    .isEqualTo(full.events().subList(0, outcome.events().size()));
            if (outcome.isComplete()) {
                assertThat(new String(cut, UTF_8)).contains("\"stop_reason\": \"");
            }
        }
    }

    @Property(tries = 600)
    void aDamagedStreamIsReadOrRefusedHoweverItIsCut(
            @ForAll("damaged") byte[] bytes, @ForAll @Size(min = 1) List<@IntRange(min = 1, max = 40) Integer> cuts) {
        assertThat(read("text", bytes, cuts)).isEqualTo(read("text", bytes, List.of(bytes.length + 1)));
    }

    @Provide
    Arbitrary<String> stream() throws IOException {
        return Arbitraries.of(streams().toList());
    }

    /** A stream with some bytes changed, so that it may be no JSON, no UTF-8, or of other types. */
    @Provide
    Arbitrary<byte[]> damaged() throws IOException {
        Arbitrary<List<Integer>> places =
                Arbitraries.integers().between(0, 1 << 16).list().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(
                        stream(), places, Arbitraries.of((byte) '{', (byte) '1', (byte) '"', (byte) '\n', (byte) 0xE2))
                .as((name, at, value) -> {
                    byte[] bytes = bytes(name);
                    at.forEach(place -> bytes[place % bytes.length] = value);
                    return bytes;
                });
    }

    private static Outcome read(String name, byte[] bytes, List<Integer> cuts) {
        List<ChatCompletionResponseStreamChunk> events = new ArrayList<>();
        StreamDecoder<ChatCompletionResponseStreamChunk> decoder = new AnthropicDialect().streamDecoder(request(name));
        try {
            int from = 0;
            for (int i = 0; from < bytes.length; i++) {
                int length = Math.min(cuts.get(i % cuts.size()), bytes.length - from);
                byte[] buffer = Arrays.copyOfRange(bytes, from, from + length);
                decoder.feed(buffer, 0, length, events::add);
                Arrays.fill(buffer, (byte) 'x'); // the buffer is the caller's again
                from += length;
            }
            decoder.end(events::add);
            return new Outcome(events, null);
        } catch (ProviderException e) {
            return new Outcome(events, e.text());
        }
    }

    private static ChatCompletionRequest request(String name) {
        try {
            return GoldenTest.request(folder(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder(name).resolve("stream.anthropic.sse"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path folder(String name) {
        return GoldenTest.FOLDER.resolve("stream").resolve(name);
    }
}
