package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.translation.StreamCase.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every stream decoder, fed as networks cut streams and as broken providers send them: it ends, it says so where the answer
 * is not whole, and it makes up neither the reason of the end nor the cost. Whatever else it throws fails the test.
 */
class StreamDecoderProperties {

    static List<StreamCase> streams() {
        return StreamCases.all();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamIsReadTheSameWhereverItIsCut(StreamCase stream) {
        Outcome whole = stream.read(List.of());
        for (int cut = 1; cut < stream.bytes().length; cut++) {
            assertThat(stream.read(List.of(cut, Integer.MAX_VALUE))).isEqualTo(whole);
        }
        assertThat(stream.read(List.of(1))).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamThatBreaksOffAnywhereEndsOnlyWhereTheProviderSaidWhy(StreamCase stream) {
        byte[] bytes = stream.bytes();
        List<String> whole = stream.read(List.of()).events();
        for (int length = 0; length < bytes.length; length++) {
            byte[] begun = Arrays.copyOf(bytes, length);
            Outcome outcome = stream.read(begun, List.of());

            holds(stream, new String(begun, UTF_8), outcome);
            if (!outcome.isComplete()) {
                assertThat(outcome.events())
                        .isEqualTo(whole.subList(0, outcome.events().size()));
            }
        }
    }

    @Property
    void eventsInAnyOrderAgainAndLeftOutComeToAnEndHoweverTheyAreCut(
            @ForAll("stream") StreamCase stream,
            @ForAll @Size(max = 12) List<@IntRange(max = 1000) Integer> order,
            @ForAll @NotEmpty List<@IntRange(min = 1, max = 60) Integer> cuts) {
        List<String> events = stream.events();
        String shuffled =
                order.stream().map(at -> events.get(at % events.size())).collect(Collectors.joining());
        Outcome outcome = stream.read(shuffled, List.of());

        holds(stream, shuffled, outcome);
        assertThat(stream.read(shuffled, cuts)).isEqualTo(outcome);
    }

    @Property
    void damagedBytesAreReadOrRefusedHoweverTheyAreCut(
            @ForAll("stream") StreamCase stream,
            @ForAll @NotEmpty @Size(max = 4) List<@IntRange(max = 1 << 16) Integer> places,
            @ForAll("wound") byte wound,
            @ForAll @NotEmpty List<@IntRange(min = 1, max = 60) Integer> cuts) {
        byte[] bytes = stream.bytes();
        places.stream().filter(it -> bytes.length > 0).forEach(place -> bytes[place % bytes.length] = wound);
        Outcome outcome = stream.read(bytes, List.of());

        assertThat(outcome.isComplete()).isEqualTo(outcome.failure() == null);
        assertThat(outcome.ends()).isLessThan(2);
        assertThat(stream.read(bytes, cuts)).isEqualTo(outcome);
    }

    @Property
    void bytesThatAreNoStreamAreAFailureAndNothingElse(
            @ForAll("stream") StreamCase stream,
            @ForAll byte[] noise,
            @ForAll @NotEmpty List<@IntRange(min = 1, max = 9) Integer> cuts) {
        Outcome outcome = stream.read(noise, cuts);

        assertThat(outcome.failure()).isNotNull();
        assertThat(outcome.events()).isEmpty();
    }

    @Provide
    Arbitrary<StreamCase> stream() {
        return Arbitraries.of(StreamCases.all());
    }

    /** What means something to JSON and to event streams, or is no UTF-8. */
    @Provide
    Arbitrary<Byte> wound() {
        return Arbitraries.of((byte) '{', (byte) '1', (byte) '"', (byte) '\n', (byte) ':', (byte) ',', (byte) 0xE2);
    }

    private static void holds(StreamCase stream, String text, Outcome outcome) {
        assertThat(outcome.isComplete()).as(text).isEqualTo(outcome.failure() == null);
        assertThat(outcome.ends()).as(text).isLessThan(2);
        assertThat(outcome.endsLast()).as(text).isEqualTo(outcome.isComplete());
        assertThat(!outcome.isComplete() || said(stream.format().reason(), text))
                .as(text)
                .isTrue();
        assertThat(!outcome.counted() || said(stream.format().usage(), text))
                .as(text)
                .isTrue();
    }

    private static boolean said(Pattern words, String text) {
        return words.matcher(text).find();
    }
}
