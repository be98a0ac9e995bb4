package io.camelid.dialect.openai;

import io.camelid.dialect.Arguments;
import io.camelid.llama.ToolCall;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes calls as a message has them. Source: OpenAI, {@code ChatCompletionMessageToolCall}. */
final class ToolCallEncoder {

    private ToolCallEncoder() {}

    /** Calls of a history, each with the id that its result refers to. */
    static @Nullable List<ToolCallObject> encode(List<ToolCall> calls) {
        return encode(calls, ToolCall::callId);
    }

    /** Calls of an answer. */
    static @Nullable List<ToolCallObject> encodeAnswer(List<ToolCall> calls) {
        return encode(calls, ToolCallEncoder::answerId);
    }

    /** Null instead of an empty list, which some providers refuse. */
    private static @Nullable List<ToolCallObject> encode(List<ToolCall> calls, Function<ToolCall, String> id) {
        return calls.isEmpty()
                ? null
                : calls.stream().map(call -> encode(call, id.apply(call))).toList();
    }

    static FunctionCall function(ToolCall call) {
        return new FunctionCall(call.toolName().value(), Arguments.write(call));
    }

    /** The id of an answer's call: some servers give none, to which no result could refer. */
    static String answerId(ToolCall call) {
        return call.callId().isEmpty() ? ToolCallDecoder.newId() : call.callId();
    }

    private static ToolCallObject encode(ToolCall call, String id) {
        return new ToolCallObject(null, id, "function", function(call), ToolCallObject.extra(call.signature()));
    }
}
