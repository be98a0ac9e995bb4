package io.camelid.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SseReaderProperties {

    private static final int BOUND = 64;

    @Property
    void theDataWrittenAreTheDataReadHoweverTheyAreCut(
            @ForAll @Size(max = 8) List<@From("data") String> data,
            @ForAll List<@IntRange(min = 1, max = 9) Integer> cuts) {
        SseWriter writer = new SseWriter();
        data.forEach(it -> writer.event(it.getBytes(UTF_8)));

        List<Seen> expected = data.stream()
                .map(it -> Seen.of(latin1(it.replaceAll("\r\n?", "\n"))))
                .toList();
        assertThat(read(new SseReader(), writer.take(), cuts).events()).isEqualTo(expected);
    }

    @Property
    void lineEndsAndCommentsChangeNothing(
            @ForAll @Size(max = 8) List<@From("block") String> blocks,
            @ForAll("lineEnd") String lineEnd,
            @ForAll List<@IntRange(min = 1, max = 9) Integer> cuts) {
        String plain = String.join("\n\n", blocks) + "\n\n";
        String noisy = blocks.stream()
                        .map(it -> ": c\n\n" + it.replace("\n", "\n: c\n"))
                        .collect(Collectors.joining("\n\n\n"))
                + "\n\n";

        List<Seen> expected =
                read(new SseReader(), plain.getBytes(UTF_8), List.of()).events();
        byte[] given = noisy.replace("\n", lineEnd).getBytes(UTF_8);
        assertThat(expected).hasSameSizeAs(blocks);
        assertThat(read(new SseReader(), given, cuts).events()).isEqualTo(expected);
    }

    @Property
    void arbitraryBytesAreReadTheSameHoweverTheyAreCut(
            @ForAll @From("streamLike") byte[] bytes, @ForAll List<@IntRange(min = 1, max = 5) Integer> cuts) {
        Outcome whole = read(new SseReader(BOUND), bytes, List.of());
        assertThat(read(new SseReader(BOUND), bytes, cuts)).isEqualTo(whole);
        assertThat(read(new SseReader(BOUND), bytes, List.of(1))).isEqualTo(whole);
    }

    @Provide
    Arbitrary<String> data() {
        return Arbitraries.strings()
                .withChars("aé漢\n\r :")
                .withChars("\uD83D\uDE00\uFEFF")
                .ofMaxLength(20)
                .map(it -> new String(it.getBytes(UTF_8), UTF_8));
    }

    @Provide
    Arbitrary<String> block() {
        Arbitrary<String> value = Arbitraries.strings().withChars("aé漢 :{}").ofMaxLength(12);
        Arbitrary<String> line = Combinators.combine(
                        Arbitraries.of("data:", "data: ", "event: ", "id: ", "retry:", "other: "), value)
                .as(String::concat);
        return Combinators.combine(line.list().ofMaxSize(4), value)
                .as((lines, last) -> String.join("\n", lines) + (lines.isEmpty() ? "" : "\n") + "data: " + last);
    }

    @Provide
    Arbitrary<String> lineEnd() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Provide
    Arbitrary<byte[]> streamLike() {
        Arbitrary<byte[]> token = Arbitraries.of(
                        "data", "data: ", "event", "event:x", ":", " ", "\n", "\n\n", "\r", "\r\n", "id: 1", "\uFEFF",
                        "é")
                .map(it -> it.getBytes(UTF_8));
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(30);
        return Arbitraries.oneOf(token, token, token, noise)
                .list()
                .ofMaxSize(40)
                .map(SseReaderProperties::join);
    }

    /** One character a byte, as {@link Seen#exact} has it. */
    private static String latin1(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static byte[] join(List<byte[]> parts) {
        Bytes all = new Bytes();
        parts.forEach(all::add);
        return all.copy();
    }

    /** Feeds the bytes in pieces of these sizes, over and over; without sizes in one piece. */
    private static Outcome read(SseReader reader, byte[] bytes, List<Integer> sizes) {
        List<Seen> seen = new ArrayList<>();
        try {
            Pieces.feed(
                    bytes,
                    sizes,
                    (buffer, offset, length) -> reader.feed(buffer, offset, length, it -> seen.add(Seen.exact(it))));
            reader.end(it -> seen.add(Seen.exact(it)));
            return new Outcome(seen, false);
        } catch (EventTooLargeException e) {
            return new Outcome(seen, true);
        }
    }

    private record Outcome(List<Seen> events, boolean tooLarge) {}
}
