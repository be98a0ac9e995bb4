package io.camelid.llama;

/** Whether the model must call a tool. Source: Llama Stack, {@code ToolConfig.tool_choice: ToolChoice | str}. */
public sealed interface ToolChoice {

    enum Mode implements ToolChoice {
        AUTO,
        REQUIRED,
        NONE
    }

    /** It must call this one. */
    record Named(String toolName) implements ToolChoice {}
}
