package io.camelid.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndEndsALine(String lineEnd) {
        assertThat(read("data: a", lineEnd, lineEnd, "data: b", lineEnd, lineEnd))
                .containsExactly(Seen.of("a"), Seen.of("b"));
    }

    @Test
    void theLinesOfDataAreJoinedByLineFeeds() {
        assertThat(read("data: {\ndata: \"a\":1\ndata:}\n\n")).containsExactly(Seen.of("{\n\"a\":1\n}"));
    }

    @Test
    void onlyOneSpaceAfterTheColonGoes() {
        assertThat(read("data:a\n\ndata:  b\n\ndata\n\n")).containsExactly(Seen.of("a"), Seen.of(" b"), Seen.of(""));
    }

    @Test
    void theEventsNameIsReadAndItsOtherLinesAreKept() {
        assertThat(read("id: 7\nevent: error\nretry:100\nodd\ndata: x\n\ndata: y\n\n"))
                .containsExactly(new Seen("error", "x", "id: 7\nevent: error\nretry:100\nodd\n", true), Seen.of("y"));
    }

    @Test
    void anEmptyNameIsNone() {
        assertThat(read("event:\ndata: x\n\n")).containsExactly(new Seen(null, "x", "event:\n", true));
    }

    @Test
    void commentsAndBlankLinesAreNoEvents() {
        assertThat(read(": keep-alive\n\n\n\n:\n\ndata: a\n: inside\n\n\n")).containsExactly(Seen.of("a"));
    }

    @Test
    void aBlockWithoutDataOrNameIsNoEvent() {
        assertThat(read("id: 1\n\nretry: 5\n\nfoo: bar\n\ndata: a\n\n")).containsExactly(Seen.of("a"));
    }

    @Test
    void aFieldWhoseNameOnlyBeginsLikeDataIsAnother() {
        assertThat(read("database: x\ndat: y\ndata: z\n\n"))
                .containsExactly(new Seen(null, "z", "database: x\ndat: y\n", true));
    }

    @Test
    void aByteOrderMarkAtTheStartGoes() {
        assertThat(read("\uFEFFdata: a\n\n\uFEFFdata: b\ndata: c\n\n"))
                .containsExactly(Seen.of("a"), new Seen(null, "c", "\uFEFFdata: b\n", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a", "data: a\n", "data: a\r\n"})
    void anEventWithoutItsBlankLineIsToldAtTheEnd(String stream) {
        assertThat(read(stream)).containsExactly(new Seen(null, "a", "", false));
    }

    @Test
    void aBlankLineOfOneReturnEndsTheEventAtOnce() {
        assertThat(read("data: a\r\n\r")).containsExactly(Seen.of("a"));
    }

    @Test
    void anEventInsideOneBufferIsASliceOfIt() {
        byte[] buffer = "xxdata: abc\n\ndata: d".getBytes(UTF_8);
        List<SseEvent> events = new ArrayList<>();

        new SseReader().feed(buffer, 2, buffer.length - 2, events::add);

        assertThat(events).singleElement().satisfies(it -> {
            assertThat(it.array()).isSameAs(buffer);
            assertThat(it.offset()).isEqualTo(8);
            assertThat(it.length()).isEqualTo(3);
        });
    }

    @Test
    void anEventPastTheBoundIsRefusedWithItsSize() {
        assertThatThrownBy(() -> read(new SseReader(10), "data: 12345678901\n\n"))
                .isInstanceOf(EventTooLargeException.class)
                .hasMessage("A server-sent event is larger than 10 bytes.");
    }

    @Test
    void manyLinesCountTogether() {
        assertThatThrownBy(() -> read(new SseReader(20), "data: 1\n".repeat(20)))
                .isInstanceOf(EventTooLargeException.class);
    }

    @Test
    void eachEventHasTheWholeBoundForItself() {
        assertThat(read(new SseReader(10), "data: 1234\n\n: comment\n".repeat(3)))
                .hasSize(3);
    }

    private static List<Seen> read(String... parts) {
        return read(new SseReader(), parts);
    }

    private static List<Seen> read(SseReader reader, String... parts) {
        byte[] bytes = String.join("", parts).getBytes(UTF_8);
        List<Seen> seen = new ArrayList<>();
        reader.feed(bytes, 0, bytes.length, it -> seen.add(Seen.of(it)));
        reader.end(it -> seen.add(Seen.of(it)));
        return seen;
    }
}
