package io.camelid.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.gemini.AnswerFixture.Outcome;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ContentDelta;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class ResponseStreamProperties {

    @Property(tries = 300)
    void theTextsSentAreTheTextsReadHoweverTheyAreCut(
            @ForAll @Size(max = 8) List<@From("text") String> texts,
            @ForAll("lineEnd") String lineEnd,
            @ForAll @NotEmpty List<@IntRange(min = 1, max = 40) Integer> cuts) {
        Outcome outcome = AnswerFixture.run(stream(texts, lineEnd), cuts);

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.events().stream()
                        .map(it -> it.event() instanceof Progress progress
                                        && progress.delta() instanceof ContentDelta.Text(var text)
                                ? text
                                : "")
                        .collect(Collectors.joining()))
                .isEqualTo(String.join("", texts));
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars("aé漢\n\r\"\\ :{}")
                .withChars("\u2028\uFEFF")
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> lineEnd() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    private static byte[] stream(List<String> texts, String lineEnd) {
        StringBuilder stream = new StringBuilder();
        texts.forEach(text -> stream.append("data: ").append(event(text, false)).append(lineEnd.repeat(2)));
        return stream.append("data: ")
                .append(event("", true))
                .append(lineEnd.repeat(2))
                .toString()
                .getBytes(UTF_8);
    }

    private static ObjectNode event(String text, boolean last) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        ObjectNode candidate = event.putArray("candidates").addObject();
        ArrayNode parts = candidate.putObject("content").putArray("parts");
        parts.addObject().put("text", text);
        if (last) {
            candidate.put("finishReason", "STOP");
        }
        return event;
    }
}
