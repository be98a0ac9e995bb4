package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.dialect.Json;
import io.camelid.llama.SystemMessageBehavior;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolParamDefinition;
import io.camelid.llama.ToolPromptFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tools and how to use them. Source: Llama Stack, {@code ToolDefinition}, {@code ToolConfig}. */
final class ToolDecoder {

    private ToolDecoder() {}

    static ToolDefinition decode(Fields in) {
        Map<String, ToolParamDefinition> parameters = new LinkedHashMap<>();
        Fields given = in.object("parameters");
        if (given != null) {
            given.names().forEach(name -> parameters.put(name, parameter(given.requiredObject(name))));
        }
        return new ToolDefinition(ToolName.spelled(in.requiredText("tool_name")), in.text("description"), parameters);
    }

    /** The fields of the request itself are deprecated; where both speak they must agree. */
    static ToolConfig config(Fields request) {
        Fields in = request.object("tool_config");
        ToolChoice deprecatedChoice = choice(request);
        ToolPromptFormat deprecatedFormat = Words.read(request, "tool_prompt_format", ToolPromptFormat.class);
        if (in == null) {
            return config(deprecatedChoice, deprecatedFormat, null);
        }
        ToolConfig config = config(
                choice(in),
                Words.read(in, "tool_prompt_format", ToolPromptFormat.class),
                Words.read(in, "system_message_behavior", SystemMessageBehavior.class));
        if (deprecatedChoice != null && !deprecatedChoice.equals(config.toolChoice())) {
            throw request.wrong("tool_choice", "must agree with 'tool_config.tool_choice'.");
        }
        if (deprecatedFormat != null && deprecatedFormat != config.toolPromptFormat()) {
            throw request.wrong("tool_prompt_format", "must agree with 'tool_config.tool_prompt_format'.");
        }
        return config;
    }

    private static ToolConfig config(
            @Nullable ToolChoice choice, @Nullable ToolPromptFormat format, @Nullable SystemMessageBehavior behavior) {
        return new ToolConfig(
                choice == null ? ToolChoice.Mode.AUTO : choice,
                format,
                behavior == null ? SystemMessageBehavior.APPEND : behavior);
    }

    private static @Nullable ToolChoice choice(Fields in) {
        String word = in.text("tool_choice");
        return switch (word) {
            case null -> null;
            case "auto" -> ToolChoice.Mode.AUTO;
            case "required" -> ToolChoice.Mode.REQUIRED;
            case "none" -> ToolChoice.Mode.NONE;
            default -> new ToolChoice.Named(word);
        };
    }

    private static ToolParamDefinition parameter(Fields in) {
        Boolean required = in.bool("required");
        JsonNode defaultValue = in.node("default");
        return new ToolParamDefinition(
                in.requiredText("param_type"),
                in.text("description"),
                // of the two that are no flag, only the absent one has a default
                required == null ? !in.isGiven("required") : required,
                defaultValue == null ? null : Json.MAPPER.convertValue(defaultValue, Object.class));
    }
}
