package io.camelid.dialect.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.dialect.AnswerLosses;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls in the text of an answer, found where tools were offered, and only those that were. */
class WrittenCallsTest {

    private static final List<ToolDefinition> TOOLS =
            List.of(new ToolDefinition(ToolName.function("f"), null, Map.of()));

    @Test
    void aCallInTheTextStandsInItsPlace() {
        ChatCompletionResponse read = calls(TOOLS).read(said("[f(a=1)]", List.of()));

        assertThat(read.completionMessage().content()).isEqualTo(InterleavedContent.EMPTY);
        assertThat(read.completionMessage().stopReason()).isEqualTo(StopReason.END_OF_TURN);
        assertThat(read.completionMessage().toolCalls())
                .extracting(ToolCall::arguments)
                .containsExactly(new ToolArguments.Named(Map.of("a", 1)));
        assertThat(read.metrics()).isEqualTo(new Usage(1, 2).metrics());
    }

    @Test
    void whereNobodyOfferedTheToolTheAnswerStaysAsItIs() {
        for (String text : List.of("[g()]", "[f(), g()]", "Hello")) {
            ChatCompletionResponse answer = said(text, List.of());
            assertThat(calls(TOOLS).read(answer)).isSameAs(answer);
        }
        ChatCompletionResponse answer = said("[f()]", List.of());
        assertThat(calls(List.of()).read(answer)).isSameAs(answer);
    }

    @Test
    void anAnswerWithCallsOfItsOwnStaysAsItIs() {
        ChatCompletionResponse answer = said("[f()]", List.of(ToolCall.of("c", "f", Map.of("b", 2))));

        assertThat(calls(TOOLS).read(answer)).isSameAs(answer);
    }

    @Test
    void inAStreamTheCallsAreToldBeforeItsEnd() throws IOException {
        List<ChatCompletionResponseEvent> read = read(
                TOOLS,
                new Progress(new ContentDelta.Text("[f(")),
                new Progress(new ContentDelta.Text("a=1)]")),
                new Complete(StopReason.END_OF_TURN));

        assertThat(read).hasSize(4);
        assertThat(read.get(2))
                .isInstanceOfSatisfying(
                        Progress.class,
                        it -> assertThat(it.delta())
                                .isInstanceOfSatisfying(
                                        ContentDelta.ToolCallSucceeded.class,
                                        told -> assertThat(told.toolCall().arguments())
                                                .isEqualTo(new ToolArguments.Named(Map.of("a", 1)))));
        assertThat(read.getLast()).isEqualTo(new Complete(StopReason.END_OF_TURN));
    }

    @Test
    void anEndMarkerIsNoTextAndSaysWhyTheTurnEnded() throws IOException {
        ChatCompletionResponse read = calls(List.of()).read(said("Hello<|eom_id|>", List.of()));

        assertThat(read.completionMessage().content()).isEqualTo(InterleavedContent.of("Hello"));
        assertThat(read.completionMessage().stopReason()).isEqualTo(StopReason.END_OF_MESSAGE);
        assertThat(read(
                        TOOLS,
                        new Progress(new ContentDelta.Text("Hello<|eo")),
                        new Progress(new ContentDelta.Text("m_id|>")),
                        new Complete(StopReason.END_OF_TURN)))
                .endsWith(new Complete(StopReason.END_OF_MESSAGE))
                .filteredOn(Progress.class::isInstance)
                .containsExactly(new Progress(new ContentDelta.Text("Hello")));
    }

    @Test
    void afterAModelsTagTheStreamTellsOfACallUntilItsEnd() throws IOException {
        List<ChatCompletionResponseEvent> read = read(
                TOOLS,
                new Progress(new ContentDelta.Text("<|python_tag|>")),
                new Progress(new ContentDelta.Text("[f(a=1)]")),
                new Progress(new ContentDelta.Text("<|eom_id|>")),
                new Complete(StopReason.END_OF_TURN));
        List<ChatCompletionResponseEvent> failed = read(
                TOOLS,
                new Progress(new ContentDelta.Text("<|python_tag|>")),
                new Progress(new ContentDelta.Text("print(1)")),
                new Complete(StopReason.END_OF_TURN));

        assertThat(read.subList(0, 2))
                .containsExactly(
                        new Progress(new ContentDelta.ToolCallStarted()),
                        new Progress(new ContentDelta.ToolCallInProgress("[f(a=1)]", null)));
        assertThat(read.get(2))
                .isInstanceOfSatisfying(
                        Progress.class,
                        it -> assertThat(it.delta()).isInstanceOf(ContentDelta.ToolCallSucceeded.class));
        assertThat(read.getLast()).isEqualTo(new Complete(StopReason.END_OF_MESSAGE));
        assertThat(failed)
                .contains(new Progress(
                        new ContentDelta.ToolCallFailed("<|python_tag|>print(1)"), List.of(), StopReason.END_OF_TURN))
                .endsWith(new Complete(StopReason.END_OF_TURN));
    }

    @Test
    void aStreamWithCallsOfItsOwnStaysAsItIs() throws IOException {
        ChatCompletionResponseEvent[] events = {
            new Progress(new ContentDelta.ToolCallSucceeded(ToolCall.of("c", "f", Map.of()))),
            new Progress(new ContentDelta.Text("[f()]")),
            new Complete(StopReason.END_OF_TURN)
        };

        assertThat(read(TOOLS, events)).containsExactly(events);
    }

    @Test
    void aStreamWithoutToolsIsNotLookedAt() throws IOException {
        ChatCompletionResponseEvent[] events = {
            new Progress(new ContentDelta.Text("[f()]")), new Complete(StopReason.END_OF_TURN)
        };

        assertThat(read(List.of(), events)).containsExactly(events);
    }

    @Test
    void aTagIsOneHoweverItIsCut() throws IOException {
        List<ChatCompletionResponseEvent> cut =
                read(TOOLS, text(" <|pyt"), text("hon_tag|>"), text("[f("), text("a=1)]"), END);

        assertThat(cut.subList(0, 3))
                .containsExactly(
                        new Progress(new ContentDelta.ToolCallStarted()),
                        new Progress(new ContentDelta.ToolCallInProgress("[f(")),
                        new Progress(new ContentDelta.ToolCallInProgress("a=1)]")));
        assertThat(cut).hasSize(5);
        assertThat(read(TOOLS, text("<|pyt"), text("hagoras"), END))
                .containsExactly(text("<|pyt"), text("hagoras"), END);
        assertThat(read(TOOLS, text("<|pyt"), END)).containsExactly(text("<|pyt"), END);
    }

    @Test
    void aCallOfWhatNobodyOfferedFails() throws IOException {
        assertThat(read(TOOLS, text("[g()]"), END))
                .containsExactly(
                        text("[g()]"),
                        new Progress(new ContentDelta.ToolCallFailed("[g()]"), List.of(), StopReason.END_OF_TURN),
                        END);
    }

    @Test
    void aTagWithoutToolsIsACallToLlamaStacksClientsOnly() throws IOException {
        ChatCompletionResponseEvent[] events = {text("<|python_tag|>"), text("boom"), END};

        assertThat(read(List.of(), events)).containsExactly(events);
        assertThat(read(new WrittenCalls(List.of(), true, new AnswerLosses()), events))
                .containsExactly(
                        new Progress(new ContentDelta.ToolCallStarted()),
                        new Progress(new ContentDelta.ToolCallInProgress("boom")),
                        new Progress(
                                new ContentDelta.ToolCallFailed("<|python_tag|>boom"),
                                List.of(),
                                StopReason.END_OF_TURN),
                        END);
    }

    @Test
    void callsOfWhichOneCantBeReadAreTextToLlamaStacksClientsOnly() {
        ToolCall broken = new ToolCall("c2", ToolName.function("f"), new ToolArguments.Raw("oops"), "oops");
        ChatCompletionResponse answer = said("", List.of(ToolCall.of("c1", "f", Map.of("a", 1)), broken));

        Message.Assistant read =
                new WrittenCalls(TOOLS, true, new AnswerLosses()).read(answer).completionMessage();

        assertThat(read.content().asText())
                .isEqualTo("[{\"call_id\":\"c1\",\"tool_name\":\"f\",\"arguments\":{\"a\":1},"
                        + "\"arguments_json\":\"{\\\"a\\\":1}\"},"
                        + "{\"call_id\":\"c2\",\"tool_name\":\"f\",\"arguments\":\"oops\"}]");
        assertThat(read.toolCalls()).isEmpty();
        assertThat(calls(TOOLS).read(answer)).isSameAs(answer);
    }

    @Test
    void whatWasWrittenBeforeACallIsContentAndWhatIsBehindItIsToldAsLost() {
        AnswerLosses losses = new AnswerLosses();

        Message.Assistant said = whole("Let me look. <function=f>{\"a\":1}</function> Done.", losses);

        assertThat(said.content().asText()).isEqualTo("Let me look.");
        assertThat(said.toolCalls()).hasSize(1);
        assertThat(losses.paths()).containsExactly("response.completion_message.content");
    }

    @Test
    void aCallThatIsAllThereIsLosesNothing() {
        for (String text : List.of("[f(a=1)]\n", "Now: <function=f>{}</function>\n<function=f>{}")) {
            AnswerLosses losses = new AnswerLosses();
            assertThat(whole(text, losses).toolCalls()).isNotEmpty();
            assertThat(losses.paths()).isEmpty();
        }
    }

    @Test
    void everyCallOfABuiltinsFormIsFound() {
        AnswerLosses losses = new AnswerLosses();

        Message.Assistant said = whole("f.call(query=\"x\") and f.call(query=\"y\")", losses);

        assertThat(said.toolCalls())
                .extracting(ToolCall::arguments)
                .containsExactly(
                        new ToolArguments.Named(Map.of("query", "x")), new ToolArguments.Named(Map.of("query", "y")));
        assertThat(losses.paths()).hasSize(1);
    }

    private static final Complete END = new Complete(StopReason.END_OF_TURN);

    private static Progress text(String text) {
        return new Progress(new ContentDelta.Text(text));
    }

    /** For a client of OpenAI's. */
    private static WrittenCalls calls(List<ToolDefinition> tools) {
        return new WrittenCalls(tools, false, new AnswerLosses());
    }

    private static Message.Assistant whole(String text, AnswerLosses losses) {
        return new WrittenCalls(TOOLS, false, losses)
                .read(said(text, List.of()))
                .completionMessage();
    }

    private static ChatCompletionResponse said(String text, List<ToolCall> calls) {
        return new ChatCompletionResponse(
                new Message.Assistant(InterleavedContent.of(text), StopReason.END_OF_TURN, calls),
                List.of(),
                new Usage(1, 2).metrics());
    }

    private static List<ChatCompletionResponseEvent> read(
            List<ToolDefinition> tools, ChatCompletionResponseEvent... events) throws IOException {
        return read(calls(tools), events);
    }

    private static List<ChatCompletionResponseEvent> read(WrittenCalls calls, ChatCompletionResponseEvent... events)
            throws IOException {
        ResponseStream<ChatCompletionResponseStreamChunk> stream = sink -> {
            for (ChatCompletionResponseEvent event : events) {
                sink.accept(new ChatCompletionResponseStreamChunk(event));
            }
        };
        List<ChatCompletionResponseEvent> read = new ArrayList<>();
        calls.read(stream).pushTo(chunk -> read.add(chunk.event()));
        return read;
    }
}
