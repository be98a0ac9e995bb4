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

    /** A call in a provider's answer: some give no id, or an empty one. Null where it has no name, so that nobody can answer it. */
    static @Nullable ToolCall decodeAnswer(Fields call, AnswerLosses losses) {
        if (signature(call) != null) {
            losses.place(AnswerPart.CALL_SIGNATURE, call, "extra_content");
        }
        call.requiredObject("function"); // a call of another kind has a name, and is not to be lost
        return switch (parse(call)) {
            case ParsedCall.Good(var good) -> withId(good);
            case ParsedCall.Unparseable(var id, var name, var json) ->
                name.isEmpty() ? null : withId(call(id, name, json, signature(call)));
        };
    }

    /** What a server told, before anything is made of it. */
    static ParsedCall parse(Fields call) {
        Fields function = call.object("function");
        String id = call.text("id");
        String name = function == null ? null : function.text("name");
        String json = function == null ? null : arguments(function);
        if (id == null || name == null || name.isEmpty() || Arguments.parse(json) == null) {
            return new ParsedCall.Unparseable(orEmpty(id), orEmpty(name), orEmpty(json));
        }
        return new ParsedCall.Good(call(id, name, json, signature(call)));
    }

    static ToolCall function(String id, Fields function, @Nullable String signature) {
        return call(id, function.requiredText("name"), function.text("arguments"), signature);
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

    private static ToolCall call(String id, String function, @Nullable String json, @Nullable String signature) {
        ToolArguments arguments = Arguments.parse(json);
        ToolName name = ToolName.function(function);
        return arguments == null
                ? new ToolCall(id, name, new ToolArguments.Raw(orEmpty(json)), json, signature)
                : new ToolCall(id, name, arguments, Arguments.orEmptyObject(json), signature);
    }

    private static ToolCall withId(ToolCall call) {
        return call.callId().isEmpty()
                ? new ToolCall(newId(), call.toolName(), call.arguments(), call.argumentsJson(), call.signature())
                : call;
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
