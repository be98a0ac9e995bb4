package io.camelid.dialect.prompt;

import static org.assertj.core.api.Assertions.assertThat;

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
        ChatCompletionResponse read = WrittenCalls.read(said("[f(a=1)]", List.of()), TOOLS);

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
            assertThat(WrittenCalls.read(answer, TOOLS)).isSameAs(answer);
        }
        ChatCompletionResponse answer = said("[f()]", List.of());
        assertThat(WrittenCalls.read(answer, List.of())).isSameAs(answer);
    }

    @Test
    void anAnswerWithCallsOfItsOwnStaysAsItIs() {
        ChatCompletionResponse answer = said("[f()]", List.of(ToolCall.of("c", "f", Map.of("b", 2))));

        assertThat(WrittenCalls.read(answer, TOOLS)).isSameAs(answer);
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
        ChatCompletionResponse read = WrittenCalls.read(said("Hello<|eom_id|>", List.of()), List.of());

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

        assertThat(read.subList(0, 3))
                .containsExactly(
                        new Progress(new ContentDelta.ToolCallStarted()),
                        new Progress(new ContentDelta.ToolCallInProgress("<|python_tag|>", null)),
                        new Progress(new ContentDelta.ToolCallInProgress("[f(a=1)]", null)));
        assertThat(read.get(3))
                .isInstanceOfSatisfying(
                        Progress.class,
                        it -> assertThat(it.delta()).isInstanceOf(ContentDelta.ToolCallSucceeded.class));
        assertThat(read.getLast()).isEqualTo(new Complete(StopReason.END_OF_MESSAGE));
        assertThat(failed)
                .contains(new Progress(new ContentDelta.ToolCallFailed("<|python_tag|>print(1)")))
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

    private static ChatCompletionResponse said(String text, List<ToolCall> calls) {
        return new ChatCompletionResponse(
                new Message.Assistant(InterleavedContent.of(text), StopReason.END_OF_TURN, calls),
                List.of(),
                new Usage(1, 2).metrics());
    }

    private static List<ChatCompletionResponseEvent> read(
            List<ToolDefinition> tools, ChatCompletionResponseEvent... events) throws IOException {
        ResponseStream<ChatCompletionResponseStreamChunk> stream = sink -> {
            for (ChatCompletionResponseEvent event : events) {
                sink.accept(new ChatCompletionResponseStreamChunk(event));
            }
        };
        List<ChatCompletionResponseEvent> read = new ArrayList<>();
        WrittenCalls.read(stream, tools).pushTo(chunk -> read.add(chunk.event()));
        return read;
    }
}
