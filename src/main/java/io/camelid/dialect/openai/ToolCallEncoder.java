package io.camelid.dialect.openai;

import io.camelid.dialect.Arguments;
import io.camelid.llama.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes calls as a message has them. Source: OpenAI, {@code ChatCompletionMessageToolCall}. */
final class ToolCallEncoder {

    private ToolCallEncoder() {}

    /** Null instead of an empty list, which some providers refuse. */
    static @Nullable List<ToolCallObject> encode(List<ToolCall> calls) {
        return calls.isEmpty()
                ? null
                : calls.stream().map(ToolCallEncoder::encode).toList();
    }

    static FunctionCall function(ToolCall call) {
        return new FunctionCall(call.toolName().value(), Arguments.write(call));
    }

    /** Some servers give calls no id, to which no result could refer. */
    static String id(ToolCall call) {
        return call.callId().isEmpty() ? ToolCallDecoder.newId() : call.callId();
    }

    private static ToolCallObject encode(ToolCall call) {
        return new ToolCallObject(null, id(call), "function", function(call), ToolCallObject.extra(call.signature()));
    }
}
