package io.camelid.dialect.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.camelid.dialect.Json;
import io.camelid.llama.BuiltinTool;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolPromptFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes calls into a prompt, as the model itself would have. Source: Llama 3 prompt format. Lossy: of a builtin's arguments
 * one is written.
 */
final class CallEncoder {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    /** What can be told from the rest of a list of calls, as {@link ListCallParser} does. */
    private static final Predicate<String> LISTED_NAME =
            Pattern.compile("[A-Za-z_][\\w.-]*").asMatchPredicate();

    private static final Predicate<String> LISTED_KEY =
            Pattern.compile("[A-Za-z_][\\w-]*").asMatchPredicate();
    private static final Predicate<String> TAGGED_NAME =
            Pattern.compile("[^<>{}\\s]+").asMatchPredicate();

    private CallEncoder() {}

    /**
     * All calls of one message: side by side, but in one list where the format is a list. In JSON, which every Llama knows,
     * where the format can't spell a name of theirs.
     */
    static String encode(List<ToolCall> calls, ToolPromptFormat asked) {
        ToolPromptFormat format = calls.stream().allMatch(it -> spells(asked, it)) ? asked : ToolPromptFormat.JSON;
        boolean oneList = format == ToolPromptFormat.PYTHON_LIST
                && calls.stream().allMatch(call -> call.toolName() instanceof ToolName.Function);
        if (oneList && !calls.isEmpty()) {
            return calls.stream()
                    .map(call -> listed(call.toolName().value(), arguments(call)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return calls.stream().map(call -> encode(call, format)).collect(Collectors.joining());
    }

    /** Whether nothing of the call's arguments is left out. */
    static boolean writesAllOf(ToolCall call) {
        return call.toolName() instanceof ToolName.Function || arguments(call).size() <= 1;
    }

    private static boolean spells(ToolPromptFormat format, ToolCall call) {
        return switch (call.toolName()) {
            case ToolName.Builtin(var tool) -> true;
            case ToolName.Function(var name) ->
                switch (format) {
                    case JSON -> true;
                    case FUNCTION_TAG -> TAGGED_NAME.test(name);
                    case PYTHON_LIST ->
                        LISTED_NAME.test(name)
                                && arguments(call).keySet().stream().allMatch(LISTED_KEY);
                };
        };
    }

    private static String encode(ToolCall call, ToolPromptFormat format) {
        return switch (call.toolName()) {
            case ToolName.Builtin(var tool) -> builtin(tool, arguments(call));
            case ToolName.Function(var name) ->
                switch (format) {
                    case JSON -> json(name, arguments(call));
                    case FUNCTION_TAG -> "<function=" + name + ">" + SpacedJson.write(arguments(call)) + "</function>";
                    case PYTHON_LIST -> "[" + listed(name, arguments(call)) + "]";
                };
        };
    }

    /** Code goes as it is; the one argument is taken under whatever name it comes. */
    private static String builtin(BuiltinTool tool, Map<String, @Nullable Object> arguments) {
        Object value = arguments.get(BuiltinArguments.key(tool));
        if (value == null && !arguments.isEmpty()) {
            value = arguments.values().iterator().next();
        }
        String text = value == null ? "" : value instanceof String told ? told : SpacedJson.write(value);
        return tool == BuiltinTool.CODE_INTERPRETER
                ? text
                : tool.value() + ".call(query=" + PythonWriter.string(text) + ")";
    }

    private static String json(String name, Map<String, @Nullable Object> arguments) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "function");
        json.put("name", name);
        json.put("parameters", arguments);
        return SpacedJson.write(json);
    }

    private static String listed(String name, Map<String, @Nullable Object> arguments) {
        return arguments.entrySet().stream()
                .map(it -> it.getKey() + "=" + PythonWriter.write(it.getValue()))
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** A text instead of arguments is mostly their JSON; what is no object is looked for. */
    private static Map<String, @Nullable Object> arguments(ToolCall call) {
        return switch (call.arguments()) {
            case ToolArguments.Named(var values) -> values;
            case ToolArguments.Raw(var text) -> parsed(text);
        };
    }

    private static Map<String, @Nullable Object> parsed(String text) {
        try {
            return Json.MAPPER.readValue(text, OBJECT);
        } catch (JsonProcessingException e) {
            return Map.of("query", text);
        }
    }
}
