package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/**
 * How tools are to be used. Source: Llama Stack, {@code apis/inference}, {@code ToolConfig}.
 *
 * @param toolPromptFormat null for the model's own
 */
public record ToolConfig(
        ToolChoice toolChoice,
        @Nullable ToolPromptFormat toolPromptFormat,
        SystemMessageBehavior systemMessageBehavior) {

    public static final ToolConfig DEFAULT = of(ToolChoice.Mode.AUTO);

    public static ToolConfig of(ToolChoice toolChoice) {
        return new ToolConfig(toolChoice, null, SystemMessageBehavior.APPEND);
    }
}
