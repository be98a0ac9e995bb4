package io.camelid.llama;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool the model may call.
 *
 * <p>Source: Llama Stack, {@code models/llama/datatypes}, {@code ToolDefinition}.
 *
 * @param parameters by name, in order
 * @param schema extension: the whole JSON Schema of the parameters, of which {@code parameters} is only the outline
 *     (without enums, nesting, bounds); null where the caller gave none, then the outline is all there is
 * @param strict extension: the arguments must follow the schema to the letter; null where the caller did not say
 * @param cache extension: the prompt up to here is worth caching
 */
public record ToolDefinition(
        ToolName toolName,
        @Nullable String description,
        Map<String, ToolParamDefinition> parameters,
        @Nullable Map<String, @Nullable Object> schema,
        @Nullable Boolean strict,
        @Nullable CacheMark cache) {

    public ToolDefinition {
        parameters = Values.ordered(parameters);
        schema = schema == null ? null : Values.copy(schema);
    }

    public ToolDefinition(
            ToolName toolName, @Nullable String description, Map<String, ToolParamDefinition> parameters) {
        this(toolName, description, parameters, null, null, null);
    }
}
