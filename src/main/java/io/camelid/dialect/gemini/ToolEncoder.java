package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.ParameterSchema;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.SystemMessageBehavior;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes tools and how to use them. A schema goes as JSON Schema, untouched: the older {@code parameters} takes a part of
 * OpenAPI's only.
 *
 * <p>Source: Gemini API v1beta, {@code Tool}, {@code FunctionDeclaration}, {@code ToolConfig}. Lossy: strictness, cache
 * marks, one call at a time and how tools are spelled in a prompt, which are reported.
 */
final class ToolEncoder {

    private ToolEncoder() {}

    static void encode(ChatCompletionRequest request, ObjectNode json, List<String> notCarried) {
        List<ToolDefinition> tools = request.tools();
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode functions = json.putArray("tools").addObject().putArray("functionDeclarations");
        for (int at = 0; at < tools.size(); at++) {
            functions.add(encode(tools.get(at), "tools[" + at + "]", notCarried));
        }
        ObjectNode choice = ToolChoiceEncoder.encode(request.toolConfig().toolChoice());
        if (choice != null) {
            json.putObject("toolConfig").set("functionCallingConfig", choice);
        }
        report(request.toolConfig(), notCarried);
        if (Boolean.FALSE.equals(request.extensions().parallelToolCalls())) {
            notCarried.add("parallel_tool_calls");
        }
    }

    private static ObjectNode encode(ToolDefinition tool, String path, List<String> notCarried) {
        ObjectNode json =
                Json.MAPPER.createObjectNode().put("name", tool.toolName().value());
        if (tool.description() != null) {
            json.put("description", tool.description());
        }
        JsonNode schema = schema(tool);
        if (schema != null) {
            json.set("parametersJsonSchema", schema);
        }
        if (Boolean.TRUE.equals(tool.strict())) {
            notCarried.add(path + ".strict");
        }
        if (tool.cache() != null) {
            notCarried.add(path + ".cache_control");
        }
        return json;
    }

    private static @Nullable JsonNode schema(ToolDefinition tool) {
        if (tool.schema() != null) {
            return Json.MAPPER.valueToTree(tool.schema());
        }
        return tool.parameters().isEmpty() ? null : ParameterSchema.of(tool.parameters());
    }

    private static void report(ToolConfig config, List<String> notCarried) {
        if (config.toolPromptFormat() != null) {
            notCarried.add("tool_config.tool_prompt_format");
        }
        if (config.systemMessageBehavior() == SystemMessageBehavior.REPLACE) {
            notCarried.add("tool_config.system_message_behavior");
        }
    }
}
