package io.camelid.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Metric;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Streams: what both sides can say survives the way there and back, event for event or taken together. */
class StreamRoundTripProperties {

    @Property
    void eachEventOfATurnComesBackFromLlamaStacksWire(
            @ForAll("anyTurn") List<ChatCompletionResponseStreamChunk> events) {
        assertThat(Wires.chatThroughLlamaStack(events)).isEqualTo(events);
    }

    @Property
    void aTurnComesBackFromOpenAisWireWhetherOrNotToolsWereOffered(
            @ForAll("turn") List<ChatCompletionResponseStreamChunk> events, @ForAll boolean tools) {
        List<ChatCompletionResponseStreamChunk> back =
                Wires.chatThroughOpenAi(events, tools ? StreamCases.TOOLS : List.of());

        assertThat(ToldTurn.of(back)).isEqualTo(ToldTurn.of(events));
    }

    @Property
    void aTurnComesBackFromBothWiresOneAfterTheOther(
            @ForAll("turnUndrawn") List<ChatCompletionResponseStreamChunk> events) {
        List<ChatCompletionResponseStreamChunk> back = Wires.chatThroughLlamaStack(
                Wires.chatThroughOpenAi(Wires.chatThroughLlamaStack(events), StreamCases.TOOLS));

        assertThat(ToldTurn.of(back)).isEqualTo(ToldTurn.of(events));
    }

    @Property
    void anOpenAiTurnIsTheSameAfterLlamaStackCarriedIt(
            @ForAll("turn") List<ChatCompletionResponseStreamChunk> events, @ForAll boolean tools) {
        List<ToolDefinition> offered = tools ? StreamCases.TOOLS : List.of();
        List<ChatCompletionResponseStreamChunk> back =
                Wires.chatThroughOpenAi(Wires.chatThroughLlamaStack(Wires.chatThroughOpenAi(events, offered)), offered);

        assertThat(ToldTurn.of(back)).isEqualTo(ToldTurn.of(events));
    }

    @Property
    void aContinuationIsTheSameAfterTheOtherWireCarriedIt(
            @ForAll("continuation") List<CompletionResponseStreamChunk> pieces) {
        assertThat(told(Wires.textThroughLlamaStack(Wires.textThroughOpenAi(Wires.textThroughLlamaStack(pieces)))))
                .isEqualTo(pieces);
        assertThat(told(Wires.textThroughOpenAi(Wires.textThroughLlamaStack(Wires.textThroughOpenAi(pieces)))))
                .isEqualTo(pieces);
    }

    @Property
    void eachPieceOfAContinuationComesBackFromBothWires(
            @ForAll("continuation") List<CompletionResponseStreamChunk> pieces) {
        assertThat(Wires.textThroughLlamaStack(pieces)).isEqualTo(pieces);
        assertThat(told(Wires.textThroughOpenAi(pieces))).isEqualTo(pieces);
    }

    /** With all that Llama Stack tells of calls on their way. */
    @Provide
    Arbitrary<List<ChatCompletionResponseStreamChunk>> anyTurn() {
        Arbitrary<ContentDelta> telling = Arbitraries.of(
                new ContentDelta.ToolCallStarted(),
                new ContentDelta.ToolCallInProgress("f("),
                new ContentDelta.ToolCallFailed("f("),
                new ContentDelta.ToolCallFailed(""),
                new ContentDelta.Image("aGk="));
        return turn(Arbitraries.oneOf(undrawnText(), progress(telling), progress(called())));
    }

    @Provide
    Arbitrary<List<ChatCompletionResponseStreamChunk>> turn() {
        return turn(Arbitraries.oneOf(drawnText(), drawnText(), progress(called())));
    }

    @Provide
    Arbitrary<List<ChatCompletionResponseStreamChunk>> turnUndrawn() {
        return turn(Arbitraries.oneOf(undrawnText(), undrawnText(), progress(called())));
    }

    @Provide
    Arbitrary<List<CompletionResponseStreamChunk>> continuation() {
        Arbitrary<CompletionResponseStreamChunk> piece =
                Combinators.combine(piece(), undrawnLogprobs()).as(CompletionResponseStreamChunk::text);
        return Combinators.combine(piece.list().ofMaxSize(5), Arbitraries.of(true, false), SayableAnswers.metrics())
                .as((pieces, cutOff, metrics) -> {
                    List<CompletionResponseStreamChunk> all = new ArrayList<>(pieces);
                    all.add(CompletionResponseStreamChunk.end(SayableAnswers.reason(cutOff, false), metrics));
                    return all;
                });
    }

    private static Arbitrary<List<ChatCompletionResponseStreamChunk>> turn(Arbitrary<Progress> progress) {
        return Combinators.combine(progress.list().ofMaxSize(6), Arbitraries.of(true, false), SayableAnswers.metrics())
                .as(StreamRoundTripProperties::turn);
    }

    private static List<ChatCompletionResponseStreamChunk> turn(
            List<Progress> progress, boolean cutOff, List<Metric> metrics) {
        List<ChatCompletionResponseStreamChunk> events = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        events.add(new ChatCompletionResponseStreamChunk(new Start()));
        for (Progress event : progress) {
            events.add(new ChatCompletionResponseStreamChunk(numbered(event, calls)));
        }
        StopReason reason = SayableAnswers.reason(cutOff, !calls.isEmpty());
        events.add(new ChatCompletionResponseStreamChunk(new Complete(reason), metrics));
        return events;
    }

    /** Each call has an id of its own. */
    private static ChatCompletionResponseEvent numbered(Progress event, List<ToolCall> calls) {
        if (!(event.delta() instanceof ContentDelta.ToolCallSucceeded(var call))) {
            return event;
        }
        calls.add(new ToolCall("call_" + calls.size(), call.toolName(), call.arguments(), call.argumentsJson()));
        return new Progress(new ContentDelta.ToolCallSucceeded(calls.getLast()));
    }

    private static Arbitrary<ContentDelta> called() {
        return SayableAnswers.calls()
                .filter(it -> !it.isEmpty())
                .map(it -> new ContentDelta.ToolCallSucceeded(it.getFirst()));
    }

    private static Arbitrary<Progress> progress(Arbitrary<ContentDelta> deltas) {
        return deltas.map(Progress::new);
    }

    private static Arbitrary<Progress> drawnText() {
        return Combinators.combine(piece(), SayableAnswers.logprobs())
                .as((text, places) -> new Progress(new ContentDelta.Text(text), places, null));
    }

    private static Arbitrary<Progress> undrawnText() {
        return Combinators.combine(piece(), undrawnLogprobs())
                .as((text, places) -> new Progress(new ContentDelta.Text(text), places, null));
    }

    private static Arbitrary<List<TokenLogProbs>> undrawnLogprobs() {
        return SayableAnswers.logprobs().map(StreamRoundTripProperties::undrawnPlaces);
    }

    private static Arbitrary<String> piece() {
        return SayableAnswers.text().filter(it -> !it.isEmpty());
    }

    private static List<TokenLogProbs> undrawnPlaces(List<TokenLogProbs> places) {
        return places.stream()
                .map(it -> new TokenLogProbs(it.logprobsByToken(), null))
                .toList();
    }

    private static List<CompletionResponseStreamChunk> told(List<CompletionResponseStreamChunk> pieces) {
        return pieces.stream()
                // an event with nothing in it says nothing
                .filter(it -> !it.delta().isEmpty() || it.stopReason() != null)
                .map(it -> new CompletionResponseStreamChunk(
                        it.delta(), it.stopReason(), undrawnPlaces(it.logprobs()), it.metrics()))
                .toList();
    }
}
