package io.camelid.dialect.openai;

import io.camelid.llama.CompletionResponse;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes answers as one OpenAI completion, a choice each. Source: OpenAI, {@code CreateCompletionResponse}.
 */
public final class CompletionResponseEncoder {

    private CompletionResponseEncoder() {}

    /** @param answers in the order of the choices, see {@link CompletionCall} */
    public static TextCompletion encode(AnswerHead head, CompletionCall call, List<CompletionResponse> answers) {
        UsageTally usage = new UsageTally();
        IntStream.range(0, answers.size())
                .forEach(index ->
                        usage.add(call.prompt(index), answers.get(index).metrics()));
        List<TextCompletion.Choice> choices = IntStream.range(0, answers.size())
                .mapToObj(index -> choice(index, call, answers.get(index)))
                .toList();
        return TextCompletion.of(head, choices, usage.totalJson());
    }

    private static TextCompletion.Choice choice(int index, CompletionCall call, CompletionResponse answer) {
        String begin = call.echoed(index);
        return new TextCompletion.Choice(
                index,
                begin + answer.content(),
                new CompletionLogprobsEncoder(call.request(index).logprobs(), begin).encode(answer.logprobs()),
                FinishReasons.encode(answer.stopReason(), false));
    }
}
