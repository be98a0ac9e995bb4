package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolParamDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one tool's definition. Source: OpenAI, {@code ChatCompletionTool}. Lossy: a cache mark. */
final class ToolEncoder {

    private ToolEncoder() {}

    static ObjectNode encode(ToolDefinition tool) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("type", "function");
        ObjectNode function =
                json.putObject("function").put("name", tool.toolName().value());
        String description = tool.description();
        if (description != null && !description.isEmpty()) {
            function.put("description", description);
        }
        Map<String, @Nullable Object> schema = tool.schema();
        if (schema != null) {
            function.set("parameters", Json.MAPPER.valueToTree(schema));
        } else if (!tool.parameters().isEmpty()) {
            parameters(function.putObject("parameters"), tool.parameters());
        }
        if (tool.strict() != null) {
            function.put("strict", tool.strict());
        }
        return json;
    }

    private static void parameters(ObjectNode schema, Map<String, ToolParamDefinition> parameters) {
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        ArrayNode required = Json.MAPPER.createArrayNode();
        parameters.forEach((name, parameter) -> {
            properties.set(name, property(parameter));
            if (parameter.required()) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    private static ObjectNode property(ToolParamDefinition parameter) {
        ObjectNode property = Json.MAPPER.valueToTree(ParamTypes.schema(parameter.paramType()));
        if (parameter.description() != null) {
            property.put("description", parameter.description());
        }
        if (parameter.defaultValue() != null) {
            property.set("default", Json.MAPPER.valueToTree(parameter.defaultValue()));
        }
        return property;
    }
}
