package io.camelid.llama;

/** How calls are spelled in a prompt. Source: Llama Stack, {@code models/llama/datatypes}, {@code ToolPromptFormat}. */
public enum ToolPromptFormat {
    JSON,
    FUNCTION_TAG,
    PYTHON_LIST
}
