package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolParamDefinition;
import io.camelid.llama.ToolPromptFormat;

/**
 * Writes tools and how to use them. Source: Llama Stack, {@code ToolDefinition}, {@code ToolConfig}. Lossy: of a parameter's
 * schema only the outline has a place; cache marks and strictness have none.
 */
final class ToolEncoder {

    private ToolEncoder() {}

    static ObjectNode encode(ToolDefinition tool) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("tool_name", tool.toolName().value());
        json.put("description", tool.description());
        ObjectNode parameters = json.putObject("parameters");
        tool.parameters().forEach((name, parameter) -> parameters.set(name, encode(parameter)));
        return json;
    }

    static ObjectNode encode(ToolConfig config) {
        ToolPromptFormat format = config.toolPromptFormat();
        return Json.MAPPER
                .createObjectNode()
                .put("tool_choice", encode(config.toolChoice()))
                .put("tool_prompt_format", format == null ? null : Words.write(format))
                .put("system_message_behavior", Words.write(config.systemMessageBehavior()));
    }

    private static String encode(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Mode mode -> Words.write(mode);
            case ToolChoice.Named(var toolName) -> toolName;
        };
    }

    private static ObjectNode encode(ToolParamDefinition parameter) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("param_type", parameter.paramType())
                .put("description", parameter.description())
                .put("required", parameter.required());
        json.set("default", Json.MAPPER.valueToTree(parameter.defaultValue()));
        return json;
    }
}
