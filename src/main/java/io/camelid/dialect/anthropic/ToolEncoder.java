package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.ParameterSchema;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.Message;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools the model may call. Source: Anthropic, {@code Tool}. A conversation with calls in it must define what was
 * called: where the caller offers no tools any more, their names go, and {@link ToolChoiceEncoder} forbids to call them.
 * Lossy: strictness where the model can't be held to it; else see {@link StrictSchema}.
 */
final class ToolEncoder {

    private final ModelTraits traits;
    private final CacheMarks marks;
    private final List<String> lost;

    ToolEncoder(ModelTraits traits, CacheMarks marks, List<String> lost) {
        this.traits = traits;
        this.marks = marks;
        this.lost = lost;
    }

    /** Empty where there is nothing to call. */
    ArrayNode encode(ChatCompletionRequest request) {
        ArrayNode tools = Json.MAPPER.createArrayNode();
        for (int i = 0; i < request.tools().size(); i++) {
            tools.add(encode(request.tools().get(i), "tools[" + i + "]"));
        }
        if (tools.isEmpty()) {
            called(request).forEach(name -> tools.add(schema(name, Json.MAPPER.createObjectNode())));
        }
        String answerTool = AnswerTool.name(request, traits);
        if (answerTool != null) {
            tools.add(ResponseFormatEncoder.tool(answerTool, request.responseFormat()));
        }
        return tools;
    }

    /** The names of the tools that were called so far, each once. */
    static List<String> called(ChatCompletionRequest request) {
        return request.messages().stream()
                .filter(Message.Assistant.class::isInstance)
                .flatMap(message -> ((Message.Assistant) message).toolCalls().stream())
                .map(call -> call.toolName().value())
                .distinct()
                .toList();
    }

    private ObjectNode encode(ToolDefinition tool, String path) {
        boolean strict = Boolean.TRUE.equals(tool.strict());
        Map<String, @Nullable Object> schema = tool.schema();
        ObjectNode json = schema(
                tool.toolName().value(),
                schema == null
                        ? ParameterSchema.of(tool.parameters())
                        : strict && traits.outputFormat()
                                ? StrictSchema.of(schema, path + ".schema", lost)
                                : Json.MAPPER.valueToTree(schema));
        String description = tool.description();
        if (description != null && !description.isBlank()) {
            json.put("description", description);
        }
        if (strict && traits.outputFormat() && schema != null) {
            json.put("strict", true);
        } else if (strict) {
            lost.add(path + ".strict");
        }
        marks.write(json, tool.cache(), path);
        return json;
    }

    /** The wire wants an object's schema, said to be one. */
    private static ObjectNode schema(String name, ObjectNode schema) {
        ObjectNode tool = Json.MAPPER.createObjectNode().put("name", name);
        tool.set("input_schema", schema.has("type") ? schema : schema.put("type", "object"));
        return tool;
    }
}
