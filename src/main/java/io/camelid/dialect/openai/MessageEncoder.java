package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code messages[]}. Source: OpenAI, {@code ChatCompletionRequestMessage}. Lossy: why the model once stopped, its
 * thoughts (servers refuse them as often as they want them) and that a tool failed have no place.
 */
final class MessageEncoder {

    private final Function<InterleavedContent, JsonNode> content;

    /** @param content how content is written */
    MessageEncoder(Function<InterleavedContent, JsonNode> content) {
        this.content = content;
    }

    ObjectNode encode(Message message) {
        return switch (message) {
            case Message.System(var said) -> said("system", said);
            case Message.User(var said, var context) -> said("user", withContext(said, context));
            case Message.Assistant(var said, var reason, var calls, var reasoning) -> assistant(said, calls);
            case Message.ToolResponse(var callId, var said, var error) ->
                said("tool", said).put("tool_call_id", callId);
        };
    }

    private ObjectNode assistant(InterleavedContent said, List<ToolCall> calls) {
        ObjectNode json = said("assistant", said);
        List<ToolCallObject> written = ToolCallEncoder.encode(calls);
        if (written != null) {
            json.set("tool_calls", Json.MAPPER.valueToTree(written));
        }
        return json;
    }

    private ObjectNode said(String role, InterleavedContent said) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("role", role);
        json.set("content", content.apply(said));
        return json;
    }

    /** Passages follow the question, as they do in a prompt. */
    private static InterleavedContent withContext(InterleavedContent said, @Nullable InterleavedContent context) {
        if (context == null) {
            return said;
        }
        List<ContentItem> items = new ArrayList<>(items(said));
        items.addAll(items(context));
        return new InterleavedContent.Items(items);
    }

    private static List<ContentItem> items(InterleavedContent content) {
        return switch (content) {
            case InterleavedContent.Text(var text) -> List.of(new ContentItem.Text(text));
            case InterleavedContent.Items(var items) -> items;
        };
    }
}
