package io.camelid.dialect.llamastack;

import io.camelid.dialect.Fields;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolResponse;

/** Reads what a tool answered. Source: Llama Stack, {@code ToolResponse}. */
final class ToolResponseDecoder {

    private ToolResponseDecoder() {}

    static ToolResponse decode(Fields in) {
        return new ToolResponse(
                in.requiredText("call_id"),
                ToolName.spelled(in.requiredText("tool_name")),
                ContentDecoder.decode(in, "content"),
                in.plain("metadata"));
    }
}
