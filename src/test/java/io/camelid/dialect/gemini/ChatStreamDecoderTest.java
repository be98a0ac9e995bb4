package io.camelid.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.camelid.dialect.gemini.AnswerFixture.Outcome;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatStreamDecoderTest {

    private static final List<Integer> WHOLE = List.of(Integer.MAX_VALUE);

    static Stream<Path> streams() {
        return Fixtures.cases("streams");
    }

    static Stream<Path> complete() {
        return streams().filter(it -> !Files.exists(it.resolve("failure.json")));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyStreamIsRead(Path folder) {
        Outcome outcome = AnswerFixture.run(stream(folder), WHOLE);

        assertThat(outcome.shown().stream().map(Fixtures::json).toList())
                .isEqualTo(new String(Fixtures.bytes(folder, "events.llama.jsonl"), UTF_8)
                        .lines()
                        .map(Fixtures::json)
                        .toList());
        JsonNode failure = outcome.failure() == null ? NullNode.getInstance() : AnswerFixture.told(outcome.failure());
        assertThat(failure)
                .isEqualTo(
                        Files.exists(folder.resolve("failure.json"))
                                ? Fixtures.json(folder, "failure.json")
                                : NullNode.getInstance());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cutsChangeNothing(Path folder) {
        Outcome whole = AnswerFixture.run(stream(folder), WHOLE);

        for (List<Integer> sizes : List.of(List.of(1), List.of(2), List.of(3, 1, 4), List.of(7), List.of(64, 1))) {
            Outcome cut = AnswerFixture.run(stream(folder), sizes);
            assertThat(cut.shown()).as("pieces of %s", sizes).isEqualTo(whole.shown());
            assertThat(cut.failure() == null).isEqualTo(whole.failure() == null);
        }
    }

    /** What came before the break is told; a finish only where the provider's own word for it had come whole. */
    @ParameterizedTest
    @MethodSource("complete")
    void aStreamThatBreaksOffNeverGetsAFinishOfOurs(Path folder) {
        byte[] stream = stream(folder);
        List<String> whole = AnswerFixture.run(stream, WHOLE).shown();
        int finished = endOfFinish(new String(stream, UTF_8));

        for (int length = 0; length < stream.length; length++) {
            Outcome torn = AnswerFixture.run(Arrays.copyOf(stream, length), WHOLE);
            if (isComplete(torn)) {
                assertThat(length).isGreaterThanOrEqualTo(finished);
            }
            assertThat(torn.failure() == null).as("after %d bytes", length).isEqualTo(isComplete(torn));
            List<String> told = torn.failure() == null
                    ? torn.shown().subList(0, torn.shown().size() - 1)
                    : torn.shown();
            assertThat(told).as("after %d bytes", length).isEqualTo(whole.subList(0, told.size()));
        }
    }

    private static boolean isComplete(Outcome outcome) {
        return outcome.events().stream()
                .map(ChatCompletionResponseStreamChunk::event)
                .anyMatch(Complete.class::isInstance);
    }

    /** How many bytes hold the JSON document that gives the reason. */
    private static int endOfFinish(String stream) {
        int reason = Math.max(stream.indexOf("\"finishReason\""), stream.indexOf("\"blockReason\""));
        int blank = stream.indexOf(blankLine(stream), reason);
        String upTo = blank < 0 ? stream : stream.substring(0, blank);
        return upTo.substring(0, upTo.lastIndexOf('}') + 1).getBytes(UTF_8).length;
    }

    private static String blankLine(String stream) {
        return stream.contains("\r\n") ? "\r\n\r\n" : "\n\n";
    }

    private static byte[] stream(Path folder) {
        return Fixtures.bytes(folder, "stream.gemini.sse");
    }
}
