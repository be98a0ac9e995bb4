package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Arguments;
import io.camelid.dialect.Fields;
import io.camelid.dialect.Json;
import io.camelid.dialect.prompt.AssistantText;
import io.camelid.dialect.prompt.Markers;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.util.List;

/**
 * Reads the answer of a server that may hand on what a Llama model wrote, calls in the text among it.
 *
 * <p>Source: Llama Stack, {@code process_chat_completion_response}. Throws: {@link io.camelid.error.ProviderException}
 * where there is no choice. Lossy: the text around a written call. Native calls of which one can't be read become a JSON
 * list in the content, so that none is lost.
 */
public final class RawChatResponseDecoder {

    private RawChatResponseDecoder() {}

    /** @param tools what the model was offered: other calls in its text are text */
    public static ChatCompletionResponse decode(JsonNode body, List<ToolDefinition> tools) {
        Fields answer = Answers.open(body);
        Fields choice = Answers.choice(answer);
        String text = AnswerText.of(choice);
        Fields message = choice.object("message");
        List<ParsedCall> calls = message == null
                ? List.of()
                : message.objects("tool_calls").stream()
                        .map(ToolCallDecoder::parse)
                        .toList();
        Message.Assistant said = calls.isEmpty()
                ? written(text, FinishReasons.decodeFinal(choice.text("finish_reason")), tools)
                : called(text, calls);
        return new ChatCompletionResponse(said, LogprobsDecoder.orEmpty(choice, text), UsageDecoder.decode(answer));
    }

    private static Message.Assistant called(String text, List<ParsedCall> parsed) {
        List<ToolCall> calls = parsed.stream()
                .filter(ParsedCall.Good.class::isInstance)
                .map(call -> ((ParsedCall.Good) call).call())
                .toList();
        return calls.size() == parsed.size()
                ? new Message.Assistant(InterleavedContent.of(text), StopReason.END_OF_MESSAGE, calls)
                : new Message.Assistant(InterleavedContent.of(listed(parsed)), StopReason.END_OF_TURN, List.of());
    }

    private static Message.Assistant written(String text, StopReason reason, List<ToolDefinition> tools) {
        AssistantText read = AssistantText.decode(text, reason, tools);
        StopReason last = read.stopReason() == null ? reason : read.stopReason();
        List<ToolCall> offered =
                read.toolCalls().stream().filter(call -> isOffered(call, tools)).toList();
        String content = offered.size() == read.toolCalls().size()
                ? read.content()
                : Markers.strip(text).text();
        return new Message.Assistant(InterleavedContent.of(content), last, offered);
    }

    static boolean isOffered(ToolCall call, List<ToolDefinition> tools) {
        return tools.stream().anyMatch(tool -> tool.toolName().equals(call.toolName()));
    }

    private static String listed(List<ParsedCall> parsed) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (ParsedCall call : parsed) {
            switch (call) {
                case ParsedCall.Good(var good) ->
                    list.addObject()
                            .put("call_id", good.callId())
                            .put("tool_name", good.toolName().value())
                            .<ObjectNode>set("arguments", Arguments.tree(good))
                            .put("arguments_json", good.argumentsJson());
                case ParsedCall.Unparseable(var callId, var toolName, var arguments) ->
                    list.addObject()
                            .put("call_id", callId)
                            .put("tool_name", toolName)
                            .put("arguments", arguments);
            }
        }
        return list.toString();
    }
}
