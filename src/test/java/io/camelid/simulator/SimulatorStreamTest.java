package io.camelid.simulator;

import static io.camelid.simulator.Requests.chat;
import static io.camelid.simulator.Requests.completion;
import static io.camelid.simulator.Requests.events;
import static io.camelid.simulator.Requests.limited;
import static io.camelid.simulator.Requests.tool;
import static io.camelid.simulator.Requests.withLogprobs;
import static io.camelid.simulator.Requests.withTools;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolCallPart;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolName;
import io.camelid.llama.Usage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatorStreamTest {

    private final Simulator simulator = new Simulator(SimulatorConfig.DEFAULT);

    @Test
    void aTextComesTokenByTokenWithTheUsageAtItsEnd() throws Exception {
        assertThat(events(chat("a b")))
                .containsExactly(
                        chunk(new Start()),
                        chunk(new Progress(new ContentDelta.Text("You"))),
                        chunk(new Progress(new ContentDelta.Text(" said:"))),
                        chunk(new Progress(new ContentDelta.Text(" a"))),
                        chunk(new Progress(new ContentDelta.Text(" b"))),
                        new ChatCompletionResponseStreamChunk(
                                new Complete(StopReason.END_OF_TURN), new Usage(2, 4).metrics()));
    }

    @Test
    void aCallComesNameFirstInPiecesAndWhole() throws Exception {
        ToolCall call = new ToolCall(
                "call_simulator_1",
                ToolName.function("f"),
                new ToolArguments.Named(Requests.map("{\"a\": \"one two\"}")),
                "{\"a\":\"one two\"}");

        assertThat(events(withTools(
                        chat("f"),
                        ToolChoice.Mode.AUTO,
                        null,
                        tool("f", "{\"properties\": {\"a\": {\"const\": \"one two\"}}, \"required\": [\"a\"]}"))))
                .containsExactly(
                        chunk(new Start()),
                        chunk(new Progress(new ContentDelta.ToolCallStarted())),
                        part("", "f"),
                        part("{\"a\":\"one", "f"),
                        part(" two\"}", "f"),
                        chunk(new Progress(new ContentDelta.ToolCallSucceeded(call))),
                        new ChatCompletionResponseStreamChunk(
                                new Complete(StopReason.END_OF_MESSAGE), new Usage(1, 2).metrics()));
    }

    static Stream<ChatCompletionRequest> texts() {
        return Stream.of(
                chat(""),
                chat("  two  blanks\n\tand a tab  "),
                chat("\u00fcml\u00e4ut \ud83d\udc2a camel"),
                limited("hello world again", 4),
                limited("hello world again", 0, "o w"),
                limited("hello", 0, "You"),
                withLogprobs(limited("hello world again", 3)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aStreamSaysTheSameAsAnAnswer(ChatCompletionRequest request) throws Exception {
        var answer = simulator.answer(request);
        List<ChatCompletionResponseStreamChunk> chunks = events(request);
        List<Progress> progress = chunks.stream()
                .map(ChatCompletionResponseStreamChunk::event)
                .filter(Progress.class::isInstance)
                .map(Progress.class::cast)
                .toList();

        assertThat(progress.stream()
                        .map(it -> ((ContentDelta.Text) it.delta()).text())
                        .collect(Collectors.joining()))
                .isEqualTo(answer.completionMessage().content().asText());
        assertThat(progress.stream().flatMap(it -> it.logprobs().stream()).toList())
                .isEqualTo(answer.logprobs());
        assertThat(chunks.getLast().event())
                .isEqualTo(new Complete(answer.completionMessage().stopReason()));
        assertThat(chunks.getLast().metrics()).isEqualTo(answer.metrics());
    }

    @Test
    void aCompletionIsThePromptFromItsLastWordToItsFirst() throws Exception {
        CompletionResponse answer = simulator.answer(completion(" one two\nthree ", 0));

        assertThat(answer)
                .isEqualTo(new CompletionResponse(
                        "three two one",
                        StopReason.END_OF_TURN,
                        List.of(
                                TokenLogProbs.of("three", -0.1),
                                TokenLogProbs.of(" two", -0.2),
                                TokenLogProbs.of(" one", -0.3)),
                        new Usage(3, 3).metrics()));
    }

    @Test
    void aCompletionHasLimitsToo() throws Exception {
        assertThat(simulator.answer(completion("one two three", 2)).content()).isEqualTo("three two");
        assertThat(simulator.answer(completion("one two three", 2)).stopReason())
                .isEqualTo(StopReason.OUT_OF_TOKENS);
        assertThat(simulator.answer(completion("one two three", 0, "wo")).content())
                .isEqualTo("three t");
        assertThat(simulator.answer(completion("", 0)).content()).isEmpty();
    }

    @Test
    void aCompletionStreamsTheSame() throws Exception {
        assertThat(events(simulator.stream(completion("one two", 1))))
                .containsExactly(
                        CompletionResponseStreamChunk.text("two", List.of(TokenLogProbs.of("two", -0.1))),
                        CompletionResponseStreamChunk.end(StopReason.OUT_OF_TOKENS, new Usage(2, 1).metrics()));
    }

    private static ChatCompletionResponseStreamChunk part(String arguments, String tool) {
        return chunk(new Progress(new ContentDelta.ToolCallInProgress(
                arguments, new ToolCallPart(0, "call_simulator_1", tool, arguments))));
    }

    private static ChatCompletionResponseStreamChunk chunk(ChatCompletionResponseEvent event) {
        return new ChatCompletionResponseStreamChunk(event);
    }
}
