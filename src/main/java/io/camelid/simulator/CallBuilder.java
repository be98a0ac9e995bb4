package io.camelid.simulator;

import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolParamDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls a tool with the smallest arguments its parameters allow. */
final class CallBuilder {

    private CallBuilder() {}

    /** @param callId what the tool's answer will refer to */
    static Answer.Call call(ToolDefinition tool, String callId) {
        Map<String, @Nullable Object> schema = tool.schema() == null ? outline(tool.parameters()) : tool.schema();
        Map<String, @Nullable Object> arguments = SchemaInstance.ofObject(schema, "tools");
        String json = PlainJson.write(arguments);
        ToolCall call = new ToolCall(callId, tool.toolName(), new ToolArguments.Named(arguments), json);
        return new Answer.Call(call, Tokens.split(json));
    }

    /** What Llama Stack's parameters say, as a schema. */
    private static Map<String, @Nullable Object> outline(Map<String, ToolParamDefinition> parameters) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> properties.put(name, schema(parameter)));
        List<String> required = parameters.entrySet().stream()
                .filter(it -> it.getValue().required())
                .map(Map.Entry::getKey)
                .toList();
        return Map.of("properties", properties, "required", required);
    }

    private static Map<String, @Nullable Object> schema(ToolParamDefinition parameter) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", jsonType(parameter.paramType()));
        if (parameter.defaultValue() != null) {
            schema.put("default", parameter.defaultValue());
        }
        return schema;
    }

    /** Llama Stack takes Python's words too, {@code list[int]} as well. */
    private static String jsonType(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replaceFirst("\\[.*", "");
        return switch (plain) {
            case "int" -> "integer";
            case "float" -> "number";
            case "bool" -> "boolean";
            case "list", "tuple", "set" -> "array";
            case "dict" -> "object";
            case "integer", "number", "boolean", "array", "object", "null" -> plain;
            default -> "string";
        };
    }
}
