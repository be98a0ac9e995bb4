package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Arguments;
import io.camelid.dialect.Fields;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;

/** Reads a call. Source: Anthropic, {@code ToolUseBlock}. */
final class ToolCallDecoder {

    private ToolCallDecoder() {}

    /** @param json the arguments; what is no object travels as text */
    static ToolCall decode(Fields block, String json) {
        ToolArguments parsed = Arguments.parse(json);
        return new ToolCall(
                block.requiredText("id"),
                ToolName.function(block.requiredText("name")),
                parsed == null ? new ToolArguments.Raw(json) : parsed,
                json);
    }

    /** The arguments of a block that has them whole, as JSON; none are no members. */
    static String input(Fields block) {
        JsonNode input = block.node("input");
        return input == null ? "{}" : input.toString();
    }
}
