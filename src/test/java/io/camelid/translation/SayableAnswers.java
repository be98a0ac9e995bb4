package io.camelid.translation;

import io.camelid.dialect.Arguments;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Metric;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import io.camelid.llama.Usage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Canonical answers that say nothing but what OpenAI's format and Llama Stack's both have a place for. */
final class SayableAnswers {

    private SayableAnswers() {}

    static Arbitrary<ChatCompletionResponse> chats() {
        return Combinators.combine(text(), calls(), Arbitraries.of(true, false), logprobs(), metrics())
                .as((text, calls, cutOff, logprobs, metrics) -> new ChatCompletionResponse(
                        new Message.Assistant(InterleavedContent.of(text), reason(cutOff, !calls.isEmpty()), calls),
                        logprobs,
                        metrics));
    }

    static Arbitrary<CompletionResponse> completions() {
        return Combinators.combine(text(), Arbitraries.of(true, false), logprobs(), metrics())
                .as((text, cutOff, logprobs, metrics) ->
                        new CompletionResponse(text, reason(cutOff, false), logprobs, metrics));
    }

    static Arbitrary<String> text() {
        return Arbitraries.of("a", " ", "é", "漢", "🐪", "\n", "\r", "\"", "\\", "{", "[", "<", "data: ", "\u2028")
                .list()
                .ofMaxSize(6)
                .map(it -> String.join("", it));
    }

    /** With ids of their own, as their providers spelled them. */
    static Arbitrary<List<ToolCall>> calls() {
        Arbitrary<String> arguments = Arbitraries.of(
                "{}",
                "{\"a\": 1}",
                "{\"a\":[{\"b\":[1.50,null]},[[]]],\"é\":\"🐪\"}",
                "{\"a\":\"\\\"\",\"b\":true,\"c\":9007199254740993}");
        return Combinators.combine(Arbitraries.of("f", "g"), arguments)
                .as((name, json) -> Map.entry(name, json))
                .list()
                .ofMaxSize(3)
                .map(calls -> IntStream.range(0, calls.size())
                        .mapToObj(at -> call(
                                "call_" + at,
                                calls.get(at).getKey(),
                                calls.get(at).getValue()))
                        .toList());
    }

    /** The token drawn is the likeliest: Llama Stack has no other way to say which it was. */
    static Arbitrary<List<TokenLogProbs>> logprobs() {
        TokenLogProbs one = new TokenLogProbs(Map.of("a", -0.25), "a");
        TokenLogProbs two = new TokenLogProbs(Map.of("é", -0.5, " b", -3.0), "é");
        return Arbitraries.of(one, two).list().ofMaxSize(3);
    }

    static Arbitrary<List<Metric>> metrics() {
        return Arbitraries.of(
                        new Usage(3, 4),
                        new Usage(3, 0, 3, 2L, null),
                        new Usage(1, 2, 9_000_000_000L, 0L, 1L),
                        new Usage(0, 0))
                .map(Usage::metrics)
                .injectNull(0.2)
                .map(it -> Objects.requireNonNullElse(it, List.of()));
    }

    static StopReason reason(boolean cutOff, boolean calls) {
        if (cutOff) {
            return StopReason.OUT_OF_TOKENS;
        }
        return calls ? StopReason.END_OF_MESSAGE : StopReason.END_OF_TURN;
    }

    private static ToolCall call(String id, String name, String json) {
        return new ToolCall(id, ToolName.function(name), Objects.requireNonNull(Arguments.parse(json)), json);
    }
}
