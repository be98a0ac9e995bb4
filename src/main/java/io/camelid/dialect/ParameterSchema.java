package io.camelid.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.llama.ToolParamDefinition;
import java.util.Map;

/** Writes the outline of a tool's parameters as JSON Schema, for a tool that came without a schema of its own. */
public final class ParameterSchema {

    private ParameterSchema() {}

    /** @param parameters by name, in order */
    public static ObjectNode of(Map<String, ToolParamDefinition> parameters) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
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
        return schema;
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
