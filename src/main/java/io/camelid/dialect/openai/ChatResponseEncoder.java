package io.camelid.dialect.openai;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.ToolCall;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as one OpenAI chat completion, a choice each.
 *
 * <p>Source: OpenAI, {@code CreateChatCompletionResponse}. Lossy, told: an image is but named in the text; a client that
 * speaks of functions gets the first call only, for its message has one place.
 */
public final class ChatResponseEncoder {

    private ChatResponseEncoder() {}

    /** For one who does not ask what was lost. */
    public static ChatCompletion encode(AnswerHead head, ChatCall call, List<ChatCompletionResponse> answers) {
        return encode(head, call, answers, new AnswerLosses());
    }

    /**
     * @param answers the n answers to the call, in the order of the choices
     * @param losses told what has no place
     */
    public static ChatCompletion encode(
            AnswerHead head, ChatCall call, List<ChatCompletionResponse> answers, AnswerLosses losses) {
        UsageTally usage = new UsageTally(losses);
        answers.forEach(answer -> lose(answer.completionMessage(), call.legacyFunctions(), losses));
        answers.forEach(answer -> usage.add(0, answer.metrics()));
        List<ChatCompletion.Choice> choices = IntStream.range(0, answers.size())
                .mapToObj(index -> choice(index, call, answers.get(index)))
                .toList();
        return new ChatCompletion(head.id(), "chat.completion", head.created(), head.model(), choices, usage.total());
    }

    private static void lose(Message.Assistant said, boolean legacy, AnswerLosses losses) {
        List<ToolCall> calls = said.toolCalls();
        losses.lostIf(said.content().hasMedia(), AnswerPart.IMAGE);
        losses.lostIf(legacy && calls.size() > 1, AnswerPart.CALL);
        losses.lostIf(legacy && calls.stream().anyMatch(call -> call.signature() != null), AnswerPart.CALL_SIGNATURE);
    }

    private static ChatCompletion.Choice choice(int index, ChatCall call, ChatCompletionResponse answer) {
        Message.Assistant said = answer.completionMessage();
        return new ChatCompletion.Choice(
                index,
                message(said, call.legacyFunctions()),
                ChatLogprobsEncoder.encode(answer.logprobs(), call.request().logprobs()),
                call.finishReason(said.stopReason(), !said.toolCalls().isEmpty()));
    }

    private static ChatCompletion.Message message(Message.Assistant said, boolean legacy) {
        List<ToolCall> calls = said.toolCalls();
        boolean function = legacy && !calls.isEmpty();
        return new ChatCompletion.Message(
                "assistant",
                content(said.content(), !calls.isEmpty()),
                null,
                reasoning(said.reasoning()),
                legacy ? null : ToolCallEncoder.encodeAnswer(calls),
                function ? ToolCallEncoder.function(calls.get(0)) : null,
                ReasoningDetails.encode(said.reasoning()));
    }

    private static @Nullable String content(InterleavedContent content, boolean calls) {
        String text = content.asText("");
        return text.isEmpty() && calls ? null : text;
    }

    private static @Nullable String reasoning(List<Reasoning> reasoning) {
        String text = reasoning.stream()
                .map(it -> switch (it) {
                    case Reasoning.Text(var thought, var signature) -> thought;
                    case Reasoning.Redacted(var data) -> "";
                })
                .collect(Collectors.joining());
        return text.isEmpty() ? null : text;
    }
}
