package io.camelid.llama;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's wish to have a tool called.
 *
 * <p>Source: Llama Stack, {@code models/llama/datatypes}, {@code ToolCall}.
 *
 * @param argumentsJson the same arguments as the model spelled them in JSON; null where it did not, then they are written
 *     from {@code arguments}
 * @param signature extension: proves to the provider that the call is its own (Gemini's {@code thoughtSignature}), to be
 *     sent back with the call
 */
public record ToolCall(
        String callId,
        ToolName toolName,
        ToolArguments arguments,
        @Nullable String argumentsJson,
        @Nullable String signature) {

    public ToolCall(String callId, ToolName toolName, ToolArguments arguments, @Nullable String argumentsJson) {
        this(callId, toolName, arguments, argumentsJson, null);
    }

    public static ToolCall of(String callId, String function, Map<String, @Nullable Object> arguments) {
        return new ToolCall(callId, ToolName.function(function), new ToolArguments.Named(arguments), null);
    }
}
