package io.camelid.dialect.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelid.dialect.Json;
import io.camelid.llama.BuiltinTool;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a model's text says: words, or calls.
 *
 * <p>Source: Llama 3 prompt format; Llama Stack, {@code decode_assistant_message}.
 * Lossy: {@code content} has no text around a call, as there.
 *
 * @param content without header, tag and end marker; empty where calls were found
 * @param stopReason what the end marker says, else what the caller knew
 * @param toolCalls all calls, whether or not there are such tools
 * @param before what was written before the first call; empty where there is none
 * @param after what was written behind it that is no call either
 */
public record AssistantText(
        String content, @Nullable StopReason stopReason, List<ToolCall> toolCalls, String before, String after) {

    /** A text that has none but these calls. */
    AssistantText(String content, @Nullable StopReason stopReason, List<ToolCall> toolCalls) {
        this(content, stopReason, toolCalls, "", "");
    }

    /** @param tools what the model was offered: a name is the tool's of that name, else a builtin's that is spelled so */
    public static AssistantText decode(String text, @Nullable StopReason known, List<ToolDefinition> tools) {
        String rest = without(stripBlanks(text), Markers.header("assistant"));
        boolean python = rest.startsWith(Markers.PYTHON_TAG);
        Markers.Stripped stripped = Markers.strip(without(rest, Markers.PYTHON_TAG));
        StopReason reason = stripped.reason() == null ? known : stripped.reason();
        CallTexts.Found found = CallTexts.locate(stripped.text());
        List<WrittenCall> calls = found.calls();
        if (calls.isEmpty() && python) {
            calls = List.of(new WrittenCall(BuiltinTool.CODE_INTERPRETER.value(), Map.of("code", stripped.text())));
        }
        if (calls.isEmpty()) {
            return new AssistantText(stripped.text(), reason, List.of());
        }
        return new AssistantText(
                "",
                reason,
                calls.stream().map(call -> toolCall(call, tools)).toList(),
                found.before().stripTrailing(),
                found.after());
    }

    private static ToolCall toolCall(WrittenCall call, List<ToolDefinition> tools) {
        ToolName name = tools.stream()
                .map(ToolDefinition::toolName)
                .filter(tool -> tool.value().equals(call.name()))
                .findFirst()
                .orElseGet(() -> ToolName.spelled(call.name()));
        Map<String, @Nullable Object> arguments = arguments(name, call.arguments());
        return new ToolCall(UUID.randomUUID().toString(), name, new ToolArguments.Named(arguments), json(arguments));
    }

    /** A builtin knows one argument, whatever the model called it. */
    private static Map<String, @Nullable Object> arguments(ToolName name, Map<String, @Nullable Object> given) {
        return switch (name) {
            case ToolName.Function(var own) -> given;
            case ToolName.Builtin(var tool) ->
                given.isEmpty()
                        ? given
                        : BuiltinArguments.named(tool, given.values().iterator().next());
        };
    }

    private static String json(Map<String, @Nullable Object> arguments) {
        try {
            return Json.MAPPER.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String without(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    /** Blanks only: a line end at the end of a text may be meant. */
    private static String stripBlanks(String text) {
        int to = text.length();
        while (to > 0 && text.charAt(to - 1) == ' ') {
            to--;
        }
        return withoutLeadingBlanks(text.substring(0, to));
    }

    static String withoutLeadingBlanks(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        return text.substring(from);
    }
}
