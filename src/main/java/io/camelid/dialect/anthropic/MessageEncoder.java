package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation: the turns of user and model alternate, the results of tools open the user's turn, and what the
 * system says stands apart. Single use, one a request.
 *
 * <p>Source: Anthropic, {@code MessageParam}. Lossy: where in the conversation the system spoke, if not at its start; a
 * thought without the provider's signature, which it refuses; where between texts and calls a thought stood; a signature of another provider's on a call; why a turn
 * ended.
 */
final class MessageEncoder {

    private final ArrayNode system = Json.MAPPER.createArrayNode();
    private final ArrayNode messages = Json.MAPPER.createArrayNode();
    private final ContentEncoder content;
    private final List<String> lost;

    MessageEncoder(CacheMarks marks, List<String> lost) {
        this.content = new ContentEncoder(marks, lost);
        this.lost = lost;
    }

    void encode(List<Message> conversation) {
        for (int i = 0; i < conversation.size(); i++) {
            encode(conversation.get(i), "messages[" + i + "]");
        }
        if (messages.path(0).path("role").asText().equals("assistant")) {
            // the user must have begun, and said something that is no blank
            messages.insertObject(0)
                    .put("role", "user")
                    .putArray("content")
                    .addObject()
                    .put("type", "text")
                    .put("text", ".");
        }
        trimPrefill("messages[" + (conversation.size() - 1) + "].content");
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    /** Whether the model said the last word. */
    boolean isPrefilled() {
        return isLast("assistant");
    }

    private boolean isLast(String role) {
        return !messages.isEmpty()
                && messages.get(messages.size() - 1).path("role").asText().equals(role);
    }

    private void encode(Message message, String path) {
        switch (message) {
            case Message.System(var said) -> system(said, path);
            case Message.User(var said, var context) -> user(said, context, path);
            case Message.Assistant(var said, var reason, var calls, var reasoning) -> {
                List<ObjectNode> blocks = new ArrayList<>(thoughts(reasoning, path));
                blocks.addAll(content.text(said, path + ".content"));
                blocks.addAll(calls(calls, path));
                turn("assistant", blocks);
            }
            case Message.ToolResponse(var callId, var said, var error) -> result(callId, said, error, path);
        }
    }

    private void system(InterleavedContent said, String path) {
        if (!messages.isEmpty()) {
            lost.add(path + ".role");
        }
        system.addAll(content.text(said, path + ".content"));
    }

    /** Passages follow the question, as they do in a prompt. */
    private void user(InterleavedContent said, @Nullable InterleavedContent context, String path) {
        List<ObjectNode> blocks = new ArrayList<>(content.media(said, path + ".content"));
        if (context != null) {
            blocks.addAll(content.media(context, path + ".context"));
        }
        turn("user", blocks);
    }

    private List<ObjectNode> thoughts(List<Reasoning> reasoning, String path) {
        List<ObjectNode> blocks = new ArrayList<>();
        for (int i = 0; i < reasoning.size(); i++) {
            ObjectNode block = Json.MAPPER.createObjectNode();
            switch (reasoning.get(i)) {
                case Reasoning.Text(var text, var signature)
                when signature == null -> lost.add(path + ".reasoning[" + i + "]");
                case Reasoning.Text(var text, var signature) ->
                    blocks.add(
                            block.put("type", "thinking").put("thinking", text).put("signature", signature));
                case Reasoning.Redacted(var data) ->
                    blocks.add(block.put("type", "redacted_thinking").put("data", data));
            }
        }
        return blocks;
    }

    private List<ObjectNode> calls(List<ToolCall> calls, String path) {
        List<ObjectNode> blocks = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            blocks.add(ToolCallEncoder.encode(calls.get(i)));
            if (calls.get(i).signature() != null) {
                lost.add(path + ".tool_calls[" + i + "].signature");
            }
        }
        return blocks;
    }

    private void result(String callId, InterleavedContent said, boolean error, String path) {
        ObjectNode block =
                Json.MAPPER.createObjectNode().put("type", "tool_result").put("tool_use_id", CallIds.encode(callId));
        List<ObjectNode> blocks = content.media(said, path + ".content");
        if (!blocks.isEmpty()) {
            block.putArray("content").addAll(blocks);
        }
        if (error) {
            block.put("is_error", true);
        }
        ArrayNode turn = turn("user");
        turn.insert(results(turn), block);
    }

    /** How many results a turn begins with. */
    private static int results(ArrayNode turn) {
        int count = 0;
        while (turn.path(count).path("type").asText().equals("tool_result")) {
            count++;
        }
        return count;
    }

    /** The wire refuses a turn in which nothing is said. */
    private void turn(String role, List<ObjectNode> blocks) {
        if (!blocks.isEmpty()) {
            turn(role).addAll(blocks);
        }
    }

    private ArrayNode turn(String role) {
        if (isLast(role)) {
            return (ArrayNode) messages.get(messages.size() - 1).get("content");
        }
        return messages.addObject().put("role", role).putArray("content");
    }

    /** An answer's beginning may not end with white space; the model goes on with some of its own. */
    private void trimPrefill(String path) {
        if (isPrefilled()) {
            ArrayNode turn = turn("assistant");
            if (turn.get(turn.size() - 1) instanceof ObjectNode last && last.has("text")) {
                String text = last.get("text").textValue();
                String trimmed = text.stripTrailing();
                if (trimmed.length() < text.length()) {
                    lost.add(path);
                    last.put("text", trimmed);
                }
            }
        }
    }
}
