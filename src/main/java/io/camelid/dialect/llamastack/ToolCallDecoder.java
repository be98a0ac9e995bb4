package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a call; a name that spells a builtin is the builtin. Source: Llama Stack, {@code ToolCall}. */
final class ToolCallDecoder {

    private ToolCallDecoder() {}

    static ToolCall decode(Fields in) {
        return new ToolCall(
                in.requiredText("call_id"),
                ToolName.spelled(in.requiredText("tool_name")),
                arguments(in),
                in.text("arguments_json"));
    }

    private static ToolArguments arguments(Fields in) {
        JsonNode value = in.node("arguments");
        if (value != null && value.isTextual()) {
            return new ToolArguments.Raw(in.requiredText("arguments"));
        }
        Map<String, @Nullable Object> values = in.plain("arguments");
        if (values == null) {
            throw in.wrong("arguments", "is missing.");
        }
        return new ToolArguments.Named(values);
    }
}
