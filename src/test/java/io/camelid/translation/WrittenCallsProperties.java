package io.camelid.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.prompt.WrittenCalls;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

/** Calls that a model writes into its text, told to a client of OpenAI's however the text comes in pieces. */
class WrittenCallsProperties {

    private static final WrittenCalls CALLS = new WrittenCalls(StreamCases.TOOLS, false, new AnswerLosses());

    @Property
    void textThatIsNoCallComesOutWholeHoweverItIsCut(
            @ForAll("callLike") String text, @ForAll @NotEmpty List<@IntRange(min = 1, max = 9) Integer> cuts) {
        ToldChoice told = ToldChoice.of(events(text, cuts, true), StreamCases.TOOLS);

        assertThat(told).isEqualTo(new ToldChoice(text, List.of(), List.of("stop"), true, false, null));
    }

    @Property
    void theSameCallsAndTheSameTextAreToldHoweverTheTextIsCut(
            @ForAll("callLike") String text, @ForAll @NotEmpty List<@IntRange(min = 1, max = 9) Integer> cuts)
            throws IOException {
        ToldChoice told = ToldChoice.of(read(events(text, cuts, true)), StreamCases.TOOLS);

        assertThat(told).isEqualTo(ToldChoice.of(read(events(text, List.of(), true)), StreamCases.TOOLS));
        assertThat(told.calls()).isEqualTo(calls(whole(text)));
        assertThat(told.text().strip()).isEqualTo(whole(text).content().asText().strip());
        assertThat(told.reasons()).containsExactly(told.calls().isEmpty() ? "stop" : "tool_calls");
    }

    @Property
    void noCallIsToldOfATextThatBreaksOff(
            @ForAll("callLike") String text, @ForAll @NotEmpty List<@IntRange(min = 1, max = 9) Integer> cuts)
            throws IOException {
        ToldChoice told = ToldChoice.of(read(events(text, cuts, false)), StreamCases.TOOLS);

        assertThat(told.failure()).isNotNull();
        assertThat(told.calls()).isEmpty();
        assertThat(told.reasons()).isEmpty();
        assertThat(text).startsWith(told.text());
    }

    @Example
    void ofATagThatIsNoCallAllOthersAreNone() throws IOException {
        String text = "<function=f>{bad} f.call(query=\"x\") <function=g>{} <function=f>{}";

        ToldChoice told = ToldChoice.of(read(events(text, List.of(3), true)), StreamCases.TOOLS);

        assertThat(told.calls()).containsExactly("f{\"query\":\"x\"}");
        assertThat(told.text()).isEqualTo("<function=f>{bad} ");
    }

    @Provide
    Arbitrary<String> callLike() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "[",
                        "]",
                        "f",
                        "g",
                        "nobody",
                        "(",
                        ")",
                        "a=1",
                        ", ",
                        "=",
                        " ",
                        "\n",
                        "x",
                        "é",
                        "{",
                        "}",
                        "\"",
                        "🐪",
                        "<",
                        "<function=",
                        "f>",
                        "nobody>",
                        "f.call",
                        "(query=\"")
                .list()
                .ofMaxSize(8)
                .map(it -> String.join("", it));
        Arbitrary<String> calls = Arbitraries.of(
                "[f(a=1)]",
                "[f(a=\"x\"), g()]",
                "[f(a=[1, {'b': None}])]",
                "{\"name\": \"f\", \"parameters\": {\"a\": \"é\"}}",
                "{\"type\": \"function\", \"name\": \"g\", \"parameters\": {}}",
                "<function=f>{\"a\": 1}</function>",
                "<function=f>{\"a\": bad}",
                "<function=nobody>{}",
                "f.call(query=\"x\\\"\")",
                "g.call( query = \"é\" )",
                "<|python_tag|>{\"name\": \"f\", \"parameters\": {}}<|eom_id|>",
                "brave_search.call(query=\"x\")",
                "[" + "f".repeat(120) + "(a=1)]");
        return Arbitraries.oneOf(
                pieces,
                calls,
                pieces.flatMap(before -> calls.flatMap(call -> pieces.map(after -> before + call + after))),
                calls.list().ofMinSize(2).ofMaxSize(3).flatMap(some -> pieces.map(it -> String.join(it, some))));
    }

    private static List<ChatCompletionResponseStreamChunk> events(String text, List<Integer> sizes, boolean complete) {
        List<ChatCompletionResponseEvent> events = new ArrayList<>(List.of(new Start()));
        int at = 0;
        for (int i = 0; at < text.length(); i++) {
            int size = sizes.isEmpty() ? text.length() : sizes.get(i % sizes.size());
            int to = text.offsetByCodePoints(at, Math.min(size, text.codePointCount(at, text.length())));
            events.add(new Progress(new ContentDelta.Text(text.substring(at, to))));
            at = to;
        }
        if (complete) {
            events.add(new Complete(StopReason.END_OF_TURN));
        }
        return events.stream().map(ChatCompletionResponseStreamChunk::new).toList();
    }

    private static List<ChatCompletionResponseStreamChunk> read(List<ChatCompletionResponseStreamChunk> events)
            throws IOException {
        List<ChatCompletionResponseStreamChunk> read = new ArrayList<>();
        CALLS.read(sink -> {
                    for (ChatCompletionResponseStreamChunk event : events) {
                        sink.accept(event);
                    }
                })
                .pushTo(read::add);
        return read;
    }

    private static Message.Assistant whole(String text) {
        Message.Assistant said = new Message.Assistant(InterleavedContent.of(text), StopReason.END_OF_TURN, List.of());
        return CALLS.read(new ChatCompletionResponse(said, List.of(), List.of()))
                .completionMessage();
    }

    /** Each as its name and arguments. */
    private static List<String> calls(Message.Assistant said) {
        return said.toolCalls().stream().map(WrittenCallsProperties::shown).toList();
    }

    private static String shown(ToolCall call) {
        return call.toolName().value()
                + (call.arguments() instanceof ToolArguments.Raw(var text)
                        ? text
                        : String.valueOf(call.argumentsJson()));
    }
}
