package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.error.RequestException;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes messages as {@code systemInstruction} and {@code contents[]}. Messages of one kind that follow each other share a
 * content: the results of parallel calls must, and calls must follow a turn of the user's. Single use.
 *
 * <p>Source: Gemini API v1beta, {@code Content}. Throws: {@link RequestException} for a result whose call is not there.
 * Lossy: a system message's place among the others, which is reported; why the model once stopped has no place.
 */
final class MessageEncoder {

    /** Whose content is open. */
    private enum Turn {
        NONE,
        USER,
        MODEL,
        RESULTS
    }

    private final AssistantEncoder assistants;
    private final List<String> notCarried;
    private final ArrayNode system = Json.MAPPER.createArrayNode();
    private final ArrayNode contents = Json.MAPPER.createArrayNode();
    /** The name of each function called so far, by its call's id. */
    private final Map<String, String> called = new HashMap<>();

    private Turn turn = Turn.NONE;

    MessageEncoder(ModelTraits traits, List<String> notCarried) {
        this.assistants = new AssistantEncoder(traits, notCarried);
        this.notCarried = notCarried;
    }

    void encode(List<Message> messages, ObjectNode request) {
        for (int at = 0; at < messages.size(); at++) {
            encode(messages.get(at), "messages[" + at + "]");
        }
        if (contents.isEmpty() && !system.isEmpty()) {
            // there must be contents: a system message alone is the question
            add(Turn.USER, system);
        } else if (!system.isEmpty()) {
            request.putObject("systemInstruction").set("parts", system);
        }
        if (contents.path(0).path("role").asText().equals("model")) {
            // the user must have begun, and said something
            contents.insertObject(0)
                    .put("role", "user")
                    .putArray("parts")
                    .addObject()
                    .put("text", " ");
        }
        request.set("contents", contents);
    }

    private void encode(Message message, String path) {
        switch (message) {
            case Message.System(var said) -> system(said, path);
            case Message.User(var said, var context) ->
                user(said, context == null ? InterleavedContent.EMPTY : context, path);
            case Message.Assistant assistant -> {
                assistant
                        .toolCalls()
                        .forEach(call ->
                                called.put(call.callId(), call.toolName().value()));
                add(Turn.MODEL, assistants.encode(assistant, path));
            }
            case Message.ToolResponse(var callId, var said, var error) -> result(callId, said, error, path);
        }
    }

    private void system(InterleavedContent said, String path) {
        if (turn != Turn.NONE) {
            notCarried.add(path + ".role");
        }
        ContentEncoder parts = new ContentEncoder(path + ".content", notCarried);
        parts.textOnly(said);
        system.addAll(parts.parts());
    }

    private void user(InterleavedContent said, InterleavedContent context, String path) {
        ContentEncoder parts = new ContentEncoder(path + ".content", notCarried);
        parts.add(said);
        ContentEncoder passages = new ContentEncoder(path + ".context", notCarried);
        passages.add(context);
        if (parts.parts().isEmpty() && passages.parts().isEmpty()) {
            parts.text("");
        }
        add(Turn.USER, parts.parts());
        add(Turn.USER, passages.parts());
    }

    /** Images and files have no place inside a result and stand behind it. */
    private void result(String callId, InterleavedContent said, boolean error, String path) {
        String function = called.get(callId);
        if (function == null) {
            throw RequestException.invalid(
                    "'%s.call_id' is '%s', which no call before it has; a result must follow its call."
                            .formatted(path, callId),
                    path + ".call_id");
        }
        ContentEncoder parts = new ContentEncoder(path + ".content", notCarried);
        ObjectNode result = Json.MAPPER.createObjectNode().put("id", callId).put("name", function);
        result.putObject("response").put(error ? "error" : "output", parts.allText(said));
        parts.functionResponse(result);
        parts.mediaOnly(said);
        add(Turn.RESULTS, parts.parts());
    }

    private void add(Turn whose, ArrayNode parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (turn != whose) {
            contents.addObject()
                    .put("role", whose == Turn.MODEL ? "model" : "user")
                    .putArray("parts");
            turn = whose;
        }
        ((ArrayNode) contents.get(contents.size() - 1).get("parts")).addAll(parts);
    }
}
