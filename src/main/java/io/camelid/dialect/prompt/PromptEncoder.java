package io.camelid.dialect.prompt;

import io.camelid.llama.BuiltinTool;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolPromptFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as the one text a Llama model continues.
 *
 * <p>Source: Llama 3 prompt format. Throws: {@link io.camelid.error.RequestException} for a text that spells a marker of the
 * prompt's own. Lossy: an image is {@code <image>}; thoughts have no place. Requests with images must
 * not come here.
 */
public final class PromptEncoder {

    private PromptEncoder() {}

    /** See {@link PromptMessages#encode}. */
    public static String encode(ChatCompletionRequest request, String model, LocalDate today) {
        LlamaModel llama = LlamaModel.of(model);
        ToolPromptFormat format = llama == null ? ToolPromptFormat.JSON : PromptMessages.format(request, llama);
        return PromptMessages.encode(request, model, today).stream()
                .map(message -> encode(message, format))
                .collect(Collectors.joining("", Markers.BEGIN_OF_TEXT, Markers.header("assistant")));
    }

    /** A completion's prompt. */
    public static String encode(InterleavedContent content) {
        return Markers.BEGIN_OF_TEXT + content.asText();
    }

    private static String encode(Message message, ToolPromptFormat format) {
        return switch (message) {
            case Message.System(var content) -> turn("system", content.asText(), StopReason.END_OF_TURN);
            case Message.User(var content, var context) ->
                turn("user", content.asText() + context(context), StopReason.END_OF_TURN);
            case Message.ToolResponse(var callId, var content, var error) ->
                turn("ipython", content.asText(), StopReason.END_OF_TURN);
            case Message.Assistant(var content, var reason, var calls, var reasoning) ->
                turn("assistant", said(content, calls, format), reason);
        };
    }

    /** What the model wrote: its words, and its calls as it spelled them. */
    static String said(InterleavedContent content, List<ToolCall> calls, ToolPromptFormat format) {
        return tag(calls) + content.asText() + CallEncoder.encode(calls, format);
    }

    private static String turn(String role, String text, StopReason reason) {
        String end = reason == StopReason.END_OF_MESSAGE ? Markers.END_OF_MESSAGE : Markers.END_OF_TURN;
        // what clients said was looked at where it stands; what is left tells of tools and of the answer's form
        Markers.refuse(text, "tools");
        return Markers.header(role) + text + end;
    }

    private static String context(@Nullable InterleavedContent context) {
        return context == null ? "" : "\n\n" + context.asText();
    }

    /** Code is told from words by the tag before it. */
    private static String tag(List<ToolCall> calls) {
        ToolName code = new ToolName.Builtin(BuiltinTool.CODE_INTERPRETER);
        return calls.stream().anyMatch(call -> call.toolName().equals(code)) ? Markers.PYTHON_TAG : "";
    }
}
