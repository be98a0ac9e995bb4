package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Arguments;
import io.camelid.dialect.Fields;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a call of a function. It never fails on arguments: what a model wrote instead of an object travels as text.
 *
 * <p>Source: OpenAI, {@code ChatCompletionMessageToolCall}; {@code extra_content} as Gemini's OpenAI endpoint has it.
 */
final class ToolCallDecoder {

    private ToolCallDecoder() {}

    /** A call in a client's history: its id is what the result refers to. */
    static ToolCall decodeHistory(Fields call) {
        String type = call.text("type");
        if (type != null && !type.equals("function")) {
            throw call.wrong("type", "must be 'function': only functions can be called here.");
        }
        return function(call.requiredText("id"), call.requiredObject("function"), signature(call));
    }

    /** A call in a provider's answer: some give no id, or an empty one. */
    static ToolCall decodeAnswer(Fields call, AnswerLosses losses) {
        String id = call.text("id");
        if (signature(call) != null) {
            losses.place(AnswerPart.CALL_SIGNATURE, call, "extra_content");
        }
        Fields function = call.requiredObject("function");
        return function(id == null || id.isEmpty() ? newId() : id, function, arguments(function), signature(call));
    }

    /** A call of which nothing is sure: it is read as a whole or kept in pieces. */
    static ParsedCall parse(Fields call) {
        Fields function = call.object("function");
        String id = call.text("id");
        String name = function == null ? null : function.text("name");
        String json = function == null ? null : function.text("arguments");
        ToolArguments arguments = Arguments.parse(json);
        if (id == null || name == null || arguments == null) {
            return new ParsedCall.Unparseable(orEmpty(id), orEmpty(name), orEmpty(json));
        }
        return new ParsedCall.Good(
                new ToolCall(id, ToolName.function(name), arguments, Arguments.orEmptyObject(json), signature(call)));
    }

    static ToolCall function(String id, Fields function, @Nullable String signature) {
        return function(id, function, function.text("arguments"), signature);
    }

    static boolean isNamed(Fields call) {
        Fields function = call.object("function");
        String name = function == null ? null : function.text("name");
        return name != null && !name.isEmpty();
    }

    /** What a server gives as arguments: some give the object itself in place of its text. */
    static @Nullable String arguments(Fields function) {
        JsonNode given = function.node("arguments");
        return given == null || given.isTextual() ? function.text("arguments") : given.toString();
    }

    private static ToolCall function(String id, Fields function, @Nullable String json, @Nullable String signature) {
        ToolArguments arguments = Arguments.parse(json);
        ToolName name = ToolName.function(function.requiredText("name"));
        return arguments == null
                ? new ToolCall(id, name, new ToolArguments.Raw(orEmpty(json)), json, signature)
                : new ToolCall(id, name, arguments, Arguments.orEmptyObject(json), signature);
    }

    static String newId() {
        return "call_" + UUID.randomUUID();
    }

    private static @Nullable String signature(Fields call) {
        Fields extra = call.object("extra_content");
        Fields google = extra == null ? null : extra.object("google");
        return google == null ? null : google.text("thought_signature");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
