package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.ParameterSchema;
import io.camelid.llama.ToolDefinition;
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
            function.set("parameters", ParameterSchema.of(tool.parameters()));
        }
        if (tool.strict() != null) {
            function.put("strict", tool.strict());
        }
        return json;
    }
}
