package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Metric;
import io.camelid.llama.Reasoning;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import java.util.List;

/**
 * Reads a chat completion of a server with native tool calls.
 *
 * <p>Source: OpenAI, {@code CreateChatCompletionResponse}. Throws: {@link io.camelid.error.ProviderException} where there
 * is no choice, message or finish reason. Lossy: choices after the first; a refusal stands for the content it replaces.
 */
public final class ChatResponseDecoder {

    private ChatResponseDecoder() {}

    public static ChatCompletionResponse decode(JsonNode body) {
        Fields answer = Answers.open(body);
        return decode(Answers.choice(answer), UsageDecoder.decode(answer));
    }

    static ChatCompletionResponse decode(Fields choice, List<Metric> metrics) {
        Fields message = choice.requiredObject("message");
        StopReason reason = FinishReasons.decodeFinal(choice.requiredText("finish_reason"));
        List<ToolCall> calls = message.objects("tool_calls").stream()
                .map(ToolCallDecoder::decodeAnswer)
                .toList();
        Message.Assistant said =
                new Message.Assistant(InterleavedContent.of(content(message)), reason, calls, reasoning(message));
        return new ChatCompletionResponse(said, LogprobsDecoder.orEmpty(choice, ""), metrics);
    }

    static List<Reasoning> reasoning(Fields message) {
        String text = AnswerText.reasoning(message);
        return text == null || text.isEmpty() ? List.of() : List.of(new Reasoning.Text(text, null));
    }

    private static String content(Fields message) {
        String content = AnswerText.content(message);
        String refusal = message.text("refusal");
        if (content == null) {
            return refusal == null ? "" : refusal;
        }
        return content;
    }
}
