package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Metric;
import io.camelid.llama.Reasoning;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a chat completion of a server with native tool calls.
 *
 * <p>Source: OpenAI, {@code CreateChatCompletionResponse}. Throws: {@link io.camelid.error.ProviderException} where there
 * is no choice, message or finish reason. Lossy: choices after the first; a call without a name, which nobody can answer; a
 * refusal stands for the content it replaces.
 */
public final class ChatResponseDecoder {

    private ChatResponseDecoder() {}

    /** For one who does not ask what was lost. */
    public static ChatCompletionResponse decode(JsonNode body) {
        return decode(body, new AnswerLosses());
    }

    static ChatCompletionResponse decode(JsonNode body, AnswerLosses losses) {
        Fields answer = Answers.open(body);
        ChatCompletionResponse read = decode(Answers.choice(answer), UsageDecoder.decode(answer), losses);
        losses.unread(answer, AnswerTrivia.ANSWER);
        return read;
    }

    static ChatCompletionResponse decode(Fields choice, List<Metric> metrics, AnswerLosses losses) {
        Fields message = choice.requiredObject("message");
        choice.requiredText("finish_reason");
        StopReason reason = FinishReasons.readFinal(choice, losses);
        List<ToolCall> calls = calls(message, losses);
        String text = AnswerText.contentOrRefusal(message);
        losses.place(AnswerPart.TEXT_BESIDE_CALL, message, "content");
        Message.Assistant said = new Message.Assistant(
                InterleavedContent.of(text),
                FinishReasons.withCalls(reason, !calls.isEmpty()),
                calls,
                reasoning(message, losses));
        return new ChatCompletionResponse(said, LogprobsDecoder.orEmpty(choice, text), metrics);
    }

    private static List<ToolCall> calls(Fields message, AnswerLosses losses) {
        List<ToolCall> calls = new ArrayList<>();
        for (Fields call : message.objects("tool_calls")) {
            ToolCall read = ToolCallDecoder.decodeAnswer(call, losses);
            if (read == null) {
                call.passOver();
            } else {
                calls.add(read);
            }
        }
        return calls;
    }

    private static List<Reasoning> reasoning(Fields message, AnswerLosses losses) {
        String text = AnswerText.reasoning(message, losses);
        return text.isEmpty() ? List.of() : List.of(new Reasoning.Text(text, null));
    }
}
