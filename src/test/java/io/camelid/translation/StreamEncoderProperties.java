package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelid.dialect.llamastack.StreamChunkEncoder;
import io.camelid.dialect.openai.CompletionStreamEncoder;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both doors' stream encoders, fed with what the decoders make of whole, broken and shuffled streams. */
class StreamEncoderProperties {

    static List<StreamCase> streams() {
        return StreamCases.all();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void noDoorGivesAnEndToAStreamThatBreaksOff(StreamCase stream) {
        List<Object> events = decoded(stream, stream.text());
        for (int length = 0; length < events.size() && !saysWhy(events.subList(0, length)); length++) {
            List<Object> begun = events.subList(0, length);

            assertThat(begun.stream().map(StreamEncoderProperties::onWire).filter(StreamEncoderProperties::ends))
                    .isEmpty();
            if (stream.format() == StreamCases.OPEN_AI_TEXT || stream.format() == StreamCases.LLAMA_TEXT) {
                CompletionStreamEncoder encoder = new CompletionStreamEncoder(Wires.HEAD, Wires.completionCall());
                assertThat(begun.stream()
                                .map(CompletionResponseStreamChunk.class::cast)
                                .flatMap(it -> encoder.encode(0, it).stream())
                                .map(Wires::tree))
                        .noneMatch(it -> it.at("/choices/0").hasNonNull("finish_reason"));
                assertThatThrownBy(encoder::end).isInstanceOf(ProviderException.class);
            } else {
                ToldChoice told = ToldChoice.of(
                        begun.stream()
                                .map(ChatCompletionResponseStreamChunk.class::cast)
                                .toList(),
                        StreamCases.TOOLS);
                assertThat(told.failure()).isNotNull();
                assertThat(told.reasons()).isEmpty();
            }
        }
    }

    private static boolean saysWhy(List<Object> events) {
        return events.stream()
                .anyMatch(event -> event instanceof ChatCompletionResponseStreamChunk chunk
                        ? chunk.event() instanceof Complete
                        : ((CompletionResponseStreamChunk) event).stopReason() != null);
    }

    @Property
    void aChoiceHasOneEndAndOnlyWhereItsProviderEndedTheAnswer(
            @ForAll("chat") StreamCase stream,
            @ForAll @Size(max = 12) List<@IntRange(max = 1000) Integer> order,
            @ForAll boolean tools) {
        List<ChatCompletionResponseStreamChunk> events = decoded(stream, shuffled(stream, order)).stream()
                .map(ChatCompletionResponseStreamChunk.class::cast)
                .toList();
        boolean complete = events.stream().anyMatch(it -> it.event() instanceof Complete);

        ToldChoice told = ToldChoice.of(events, tools ? StreamCases.TOOLS : List.of());

        assertThat(told.failure() == null).isEqualTo(complete);
        assertThat(told.reasons()).hasSize(complete ? 1 : 0);
        assertThat(told.last()).isTrue();
        assertThat(told.counted())
                .isEqualTo(complete && events.stream().anyMatch(it -> Usage.of(it.metrics()) != null));
    }

    @Property
    void aContinuationHasOneEndAndOnlyWhereItsProviderEndedIt(
            @ForAll("texts") StreamCase stream, @ForAll @Size(max = 12) List<@IntRange(max = 1000) Integer> order) {
        List<CompletionResponseStreamChunk> events = decoded(stream, shuffled(stream, order)).stream()
                .map(CompletionResponseStreamChunk.class::cast)
                .toList();
        boolean complete = stream.read(shuffled(stream, order), List.of()).isComplete();
        CompletionStreamEncoder encoder = new CompletionStreamEncoder(Wires.HEAD, Wires.completionCall());
        List<JsonNode> told = new ArrayList<>();
        for (CompletionResponseStreamChunk event : events) {
            encoder.encode(0, event).forEach(it -> told.add(Wires.tree(it)));
        }
        if (complete) {
            encoder.end().forEach(it -> told.add(Wires.tree(it)));
        } else {
            assertThatThrownBy(encoder::end).isInstanceOf(ProviderException.class);
        }

        assertThat(told.stream().filter(it -> it.at("/choices/0").hasNonNull("finish_reason")))
                .hasSize(complete ? 1 : 0);
        assertThat(told.stream().map(it -> it.at("/choices/0/text").asText("")).collect(Collectors.joining()))
                .isEqualTo(events.stream()
                        .map(CompletionResponseStreamChunk::delta)
                        .collect(Collectors.joining()));
    }

    /** Calls apart: text that spells one goes where the call goes. */
    @Property
    void textIsToldWholeWhetherOrNotToolsWereOffered(
            @ForAll("chat") StreamCase stream, @ForAll @Size(max = 12) List<@IntRange(max = 1000) Integer> order) {
        List<ChatCompletionResponseStreamChunk> events = decoded(stream, shuffled(stream, order)).stream()
                .map(ChatCompletionResponseStreamChunk.class::cast)
                .filter(it -> !(it.event() instanceof Progress(var delta, var logprobs, var reason))
                        || delta instanceof ContentDelta.Text)
                .toList();
        String text = ToldTurn.of(events).text();

        assertThat(ToldChoice.of(events, List.of()).text()).isEqualTo(text);
        if (events.stream().anyMatch(it -> it.event() instanceof Complete)) {
            assertThat(ToldChoice.of(events, StreamCases.TOOLS).text()).isEqualTo(text);
        }
    }

    @Property
    void aLlamaStackStreamCompletesOnceAndOnlyWhereItsProviderEndedTheAnswer(
            @ForAll("any") StreamCase stream, @ForAll @Size(max = 12) List<@IntRange(max = 1000) Integer> order) {
        List<Object> events = decoded(stream, shuffled(stream, order));
        long ends = events.stream()
                .map(StreamEncoderProperties::onWire)
                .filter(StreamEncoderProperties::ends)
                .count();

        assertThat(ends).isLessThan(2);
        assertThat(ends == 1)
                .isEqualTo(stream.read(shuffled(stream, order), List.of()).isComplete());
    }

    /** Empty where Llama Stack has no word for it. */
    private static JsonNode onWire(Object event) {
        JsonNode json = event instanceof ChatCompletionResponseStreamChunk chunk
                ? StreamChunkEncoder.encode(chunk)
                : StreamChunkEncoder.encode((CompletionResponseStreamChunk) event);
        return json == null ? MissingNode.getInstance() : Wires.tree(json);
    }

    private static boolean ends(JsonNode event) {
        return event.at("/event/event_type").asText().equals("complete")
                || (event.path("delta").asText("event").isEmpty() && event.hasNonNull("stop_reason"));
    }

    @Provide
    Arbitrary<StreamCase> any() {
        return Arbitraries.of(StreamCases.all());
    }

    @Provide
    Arbitrary<StreamCase> texts() {
        return any().filter(it -> it.format() == StreamCases.OPEN_AI_TEXT || it.format() == StreamCases.LLAMA_TEXT);
    }

    @Provide
    Arbitrary<StreamCase> chat() {
        return any().filter(it -> it.format() != StreamCases.OPEN_AI_TEXT && it.format() != StreamCases.LLAMA_TEXT);
    }

    private static String shuffled(StreamCase stream, List<Integer> order) {
        List<String> events = stream.events();
        return order.stream().map(at -> events.get(at % events.size())).collect(Collectors.joining());
    }

    /** The events before a failure, or all. */
    private static List<Object> decoded(StreamCase stream, String text) {
        List<Object> events = new ArrayList<>();
        try {
            stream.decode(text.getBytes(UTF_8), List.of(), events);
        } catch (ProviderException told) {
            assertThat(told.text()).isNotBlank();
        }
        return events;
    }
}
