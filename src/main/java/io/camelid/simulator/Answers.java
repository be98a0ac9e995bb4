package io.camelid.simulator;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answer to a request: a pure function. What only moves the dice (strategy, penalties, seed, bias) changes
 * nothing, as none are thrown.
 */
final class Answers {

    private static final String FORMAT = "response_format";
    private static final Map<String, @Nullable Object> ANY_OBJECT = Map.of("type", "object");

    private Answers() {}

    static Answer to(ChatCompletionRequest request) {
        Optional<ToolDefinition> tool = ToolPicker.pick(request);
        if (tool.isPresent()) {
            Answer.Call call = CallBuilder.call(tool.get(), callId(request.messages()));
            // half a call is of no use to anybody
            return Tokens.areTooMany(call.tokens(), request.samplingParams())
                    ? new Answer.Text(List.of(), StopReason.OUT_OF_TOKENS)
                    : call;
        }
        return Tokens.limited(
                formatted(request.responseFormat(), spoken(request.messages())), request.samplingParams());
    }

    static Answer.Text to(CompletionRequest request) {
        String text = Texts.reversed(Texts.named(request.content()));
        return Tokens.limited(formatted(request.responseFormat(), text), request.samplingParams());
    }

    private static String spoken(List<Message> messages) {
        return !messages.isEmpty() && messages.getLast() instanceof Message.ToolResponse tool
                ? "The tool said: " + Texts.named(tool.content())
                : "You said: " + Conversations.lastUserText(messages);
    }

    private static String formatted(@Nullable ResponseFormat format, String spoken) {
        return switch (format) {
            case null -> spoken;
            case ResponseFormat.JsonSchema(var schema, var name, var description, var strict) ->
                PlainJson.write(SchemaInstance.of(schema, FORMAT));
            case ResponseFormat.JsonObject() -> PlainJson.write(SchemaInstance.ofObject(ANY_OBJECT, FORMAT));
            case ResponseFormat.Grammar(var bnf) ->
                throw RequestException.of(
                        ErrorKind.UNSUPPORTED, "The simulator follows JSON schemas, not grammars.", FORMAT);
        };
    }

    /** Deterministic, and no two calls of a conversation have the same. */
    private static String callId(List<Message> messages) {
        return "call_simulator_" + messages.size();
    }
}
