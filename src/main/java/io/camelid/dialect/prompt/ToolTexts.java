package io.camelid.dialect.prompt;

import io.camelid.llama.BuiltinTool;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolParamDefinition;
import io.camelid.llama.ToolPromptFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes tools to a model in words. The wording is our own; forms and keywords are those the models were taught. */
final class ToolTexts {

    private ToolTexts() {}

    /** Switches the model's trained tool use on, and names the builtins; empty without tools. */
    static String environment(List<ToolDefinition> tools) {
        if (tools.isEmpty()) {
            return "";
        }
        String builtins = tools.stream()
                .map(ToolDefinition::toolName)
                .filter(name -> name instanceof ToolName.Builtin(var tool) && tool != BuiltinTool.CODE_INTERPRETER)
                .map(ToolName::value)
                .collect(Collectors.joining(", "));
        return "Environment: ipython\n" + (builtins.isEmpty() ? "" : "Tools: " + builtins + "\n");
    }

    static List<ToolDefinition> custom(List<ToolDefinition> tools) {
        return tools.stream()
                .filter(tool -> tool.toolName() instanceof ToolName.Function)
                .toList();
    }

    /** The message of Llama 3.1 that describes the caller's own tools. */
    static String asMessage(List<ToolDefinition> custom, ToolPromptFormat format) {
        return switch (format) {
            case FUNCTION_TAG -> asTags(custom);
            case JSON, PYTHON_LIST -> asJson(custom);
        };
    }

    /** The part of Llama 3.2's system message that describes the caller's own tools. */
    static String asInstruction(List<ToolDefinition> custom) {
        return """
                You can compose functions. Decide from the question which of the functions below answer it, if any do.
                If none fits, or a parameter you need is not given, say so in words and call nothing.
                When you call functions, write nothing else than the calls, in one list of this form:
                [name_of_function(parameter=value, other_parameter=value), name_of_another_function(parameter=value)]

                """ + list(custom);
    }

    /** The functions as the placeholder of a caller's own instruction is filled. */
    static String list(List<ToolDefinition> custom) {
        return "The functions, in JSON, that you can call:\n\n"
                + SpacedJson.write(custom.stream().map(ToolTexts::outline).toList())
                + "\n";
    }

    /** What a tool choice demands; empty where it leaves the model free. */
    static String demand(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Mode.REQUIRED -> "You must use one of the functions given to answer.";
            case ToolChoice.Mode.AUTO, ToolChoice.Mode.NONE -> "";
            case ToolChoice.Named(var name) -> "You must use the function " + name + " to answer.";
        };
    }

    private static String asJson(List<ToolDefinition> custom) {
        return """
                Answer the question below with a call of the function that fits it best, with the right arguments.
                Write the call in JSON of the form {"type": "function", "name": name of the function, "parameters": object
                of parameter names and their values}, without variables.

                """
                + custom.stream().map(tool -> SpacedJson.write(function(tool))).collect(Collectors.joining("\n\n"))
                + "\n";
    }

    /** In this order on every start: servers keep what they made of a prompt's beginning. */
    private static Map<String, Object> function(ToolDefinition tool) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("type", "function");
        function.put("function", outline(tool));
        return function;
    }

    private static String asTags(List<ToolDefinition> custom) {
        return custom.stream()
                        .map(tool -> "Use the function '" + tool.toolName().value() + "' to: " + described(tool) + "\n"
                                + SpacedJson.write(parameters(tool)))
                        .collect(Collectors.joining("\n\n"))
                + """


                Where you call a function, write only the call, on one line, in this form:
                <function=name_of_function>{"name_of_parameter": "value"}</function>
                Give every required parameter. Call one function at a time.
                """;
    }

    private static Map<String, Object> outline(ToolDefinition tool) {
        Map<String, @Nullable Object> inWhole = tool.schema() == null ? Map.of() : tool.schema();
        Map<?, ?> propertiesInWhole = inWhole.get("properties") instanceof Map<?, ?> whole ? whole : Map.of();
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        tool.parameters()
                .forEach((name, parameter) -> properties.put(name, property(parameter, propertiesInWhole.get(name))));
        List<String> required = tool.parameters().entrySet().stream()
                .filter(it -> it.getValue().required())
                .map(Map.Entry::getKey)
                .toList();
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", "dict");
        schema.put("required", required);
        schema.put("properties", properties);
        inWhole.forEach(schema::putIfAbsent);
        Map<String, Object> outline = new LinkedHashMap<>();
        outline.put("name", tool.toolName().value());
        outline.put("description", described(tool));
        outline.put("parameters", schema);
        return outline;
    }

    /** @param whole the property in the caller's own schema, which may say more: its choices, its items */
    private static Map<String, @Nullable Object> property(ToolParamDefinition parameter, @Nullable Object whole) {
        Map<String, @Nullable Object> property = new LinkedHashMap<>();
        property.put("type", parameter.paramType());
        property.put("description", parameter.description() == null ? "" : parameter.description());
        if (parameter.defaultValue() != null) {
            property.put("default", parameter.defaultValue());
        }
        if (whole instanceof Map<?, ?> schema) {
            schema.forEach((key, value) -> property.put((String) key, value));
        }
        return property;
    }

    /** Llama Stack's own shape, by name. */
    private static Map<String, Object> parameters(ToolDefinition tool) {
        Map<String, Object> parameters = new TreeMap<>();
        tool.parameters().forEach((name, parameter) -> {
            Map<String, @Nullable Object> shape = new LinkedHashMap<>();
            shape.put("param_type", parameter.paramType());
            shape.put("description", parameter.description() == null ? "" : parameter.description());
            shape.put("required", parameter.required());
            parameters.put(name, shape);
        });
        return parameters;
    }

    private static String described(ToolDefinition tool) {
        String description = tool.description();
        return description == null ? "" : description;
    }
}
