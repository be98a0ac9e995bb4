package io.camelid.dialect.openai;

import io.camelid.llama.ToolCall;

/** What came of a call a server told of. */
sealed interface ParsedCall {

    record Good(ToolCall call) implements ParsedCall {}

    /**
     * Without id or name, or with arguments that are none. Source: Llama Stack, {@code UnparseableToolCall}.
     *
     * @param arguments as the model wrote them
     */
    record Unparseable(String callId, String toolName, String arguments) implements ParsedCall {}
}
