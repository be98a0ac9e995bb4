package io.camelid.dialect.openai;

import io.camelid.dialect.AnswerLosses;
import io.camelid.llama.CompletionResponse;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes answers as one OpenAI completion, a choice each. Source: OpenAI, {@code CreateCompletionResponse}.
 */
public final class CompletionResponseEncoder {

    private CompletionResponseEncoder() {}

    /** For one who does not ask what was lost. */
    public static TextCompletion encode(AnswerHead head, CompletionCall call, List<CompletionResponse> answers) {
        return encode(head, call, answers, new AnswerLosses());
    }

    /**
     * @param answers in the order of the choices, see {@link CompletionCall}
     * @param losses told what has no place
     */
    public static TextCompletion encode(
            AnswerHead head, CompletionCall call, List<CompletionResponse> answers, AnswerLosses losses) {
        UsageTally usage = new UsageTally(losses);
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
