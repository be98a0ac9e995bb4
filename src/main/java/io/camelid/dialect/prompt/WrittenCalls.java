package io.camelid.dialect.prompt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Arguments;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.util.List;

/**
 * Reads the text of an answer of a server that hands on what a Llama model writes: it ends at its end marker, which says why,
 * and may hold calls. An answer that has calls of its own keeps them; a call that nobody offered is text.
 *
 * <p>Source: Llama Stack, {@code process_chat_completion_response}. Lossy: what follows an end marker, and the text behind a
 * call of a whole answer.
 */
public final class WrittenCalls {

    private final List<ToolDefinition> tools;
    private final boolean asLlamaStack;
    private final AnswerLosses losses;

    /**
     * For the answers to one request.
     *
     * @param tools what the model was offered; without any, text is text
     * @param asLlamaStack whether the client is Llama Stack's, which is told of a call that can't be read as its own server
     *     would: in the text of a whole answer, and as one that failed in a stream, also where nothing was offered
     * @param losses told of text that is neither before a call nor part of one
     */
    public WrittenCalls(List<ToolDefinition> tools, boolean asLlamaStack, AnswerLosses losses) {
        this.tools = List.copyOf(tools);
        this.asLlamaStack = asLlamaStack;
        this.losses = losses;
    }

    /** The answer with its calls as calls, and what was written before them as its content. */
    public ChatCompletionResponse read(ChatCompletionResponse answer) {
        Message.Assistant said = answer.completionMessage();
        if (!said.toolCalls().isEmpty()) {
            return asLlamaStack && !said.toolCalls().stream().allMatch(WrittenCalls::isReadable)
                    ? told(answer, listed(said.toolCalls()), StopReason.END_OF_TURN, List.of())
                    : answer;
        }
        return said.content().hasMedia() ? answer : written(answer, said);
    }

    /** The same of a stream: its text goes on as it comes, and the calls in it are told before its end. */
    public ResponseStream<ChatCompletionResponseStreamChunk> read(
            ResponseStream<ChatCompletionResponseStreamChunk> answer) {
        return sink -> answer.pushTo(new WrittenStream(tools, asLlamaStack, sink));
    }

    private ChatCompletionResponse written(ChatCompletionResponse answer, Message.Assistant said) {
        String text = said.content().asText();
        Markers.End end = Markers.endIn(text);
        String words = end == null ? text : text.substring(0, end.at());
        StopReason reason = end == null ? said.stopReason() : end.reason();
        AssistantText read = AssistantText.decode(words, reason, tools);
        if (read.toolCalls().isEmpty()) {
            return told(answer, read.content(), reason, List.of());
        }
        if (!areOffered(read.toolCalls(), tools)) {
            return told(answer, words, reason, List.of());
        }
        losses.lostIf(!read.after().isBlank(), AnswerPart.TEXT_BESIDE_CALL);
        return told(answer, read.before(), reason, read.toolCalls());
    }

    /** All or none: of a text that calls something else, nobody knows what the rest is worth. */
    static boolean areOffered(List<ToolCall> calls, List<ToolDefinition> tools) {
        return !tools.isEmpty()
                && calls.stream()
                        .allMatch(call ->
                                tools.stream().anyMatch(tool -> tool.toolName().equals(call.toolName())));
    }

    private static boolean isReadable(ToolCall call) {
        return Arguments.parse(call.argumentsJson()) != null;
    }

    private static ChatCompletionResponse told(
            ChatCompletionResponse answer, String content, StopReason reason, List<ToolCall> calls) {
        Message.Assistant said = answer.completionMessage();
        boolean same =
                calls.equals(said.toolCalls()) && content.equals(said.content().asText());
        if (same && reason == said.stopReason()) {
            return answer;
        }
        return new ChatCompletionResponse(
                new Message.Assistant(InterleavedContent.of(content), reason, calls, said.reasoning()),
                answer.logprobs(),
                answer.metrics());
    }

    /** Of a call that can't be read there is only its text. */
    private static String listed(List<ToolCall> calls) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (ToolCall call : calls) {
            ObjectNode json = list.addObject()
                    .put("call_id", call.callId())
                    .put("tool_name", call.toolName().value());
            json.set("arguments", Arguments.tree(call));
            if (isReadable(call)) {
                json.put("arguments_json", Arguments.write(call));
            }
        }
        return list.toString();
    }
}
