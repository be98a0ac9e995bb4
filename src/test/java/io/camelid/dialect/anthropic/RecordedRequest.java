package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.CacheMark;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody once asked of the Messages API, as the canonical request that asks the same. */
final class RecordedRequest {

    private RecordedRequest() {}

    @SuppressWarnings("unchecked")
    static ChatCompletionRequest decode(JsonNode body) {
        List<Message> messages = new ArrayList<>();
        if (body.has("system")) {
            messages.add(new Message.System(content(blocks(body.get("system")))));
        }
        body.path("messages").forEach(it -> messages.addAll(turn(it)));
        List<ToolDefinition> tools = new ArrayList<>();
        body.path("tools")
                .forEach(it -> tools.add(new ToolDefinition(
                        ToolName.function(it.path("name").textValue()),
                        it.path("description").textValue(),
                        Map.of(),
                        Json.MAPPER.convertValue(it.get("input_schema"), Map.class),
                        null,
                        mark(it))));
        return new ChatCompletionRequest(
                body.path("model").textValue(),
                messages,
                new SamplingParams(
                        new SamplingStrategy.TopP(number(body, "temperature"), number(body, "top_p")),
                        body.path("max_tokens").intValue(),
                        1.0,
                        body.path("stop_sequences")
                                .valueStream()
                                .map(JsonNode::textValue)
                                .toList()),
                tools,
                ToolConfig.DEFAULT,
                null,
                body.path("stream").booleanValue(),
                null,
                RequestExtensions.NONE);
    }

    /** The recorded conversation, spelled as long as it can be. */
    static ArrayNode spelledOut(JsonNode messages) {
        ArrayNode spelled = Json.MAPPER.createArrayNode();
        for (JsonNode message : messages) {
            ArrayNode content = Json.MAPPER.createArrayNode();
            for (JsonNode block : blocks(message.path("content"))) {
                ObjectNode copy = block.deepCopy();
                if (copy.path("type").asText().equals("tool_result")) {
                    copy.set("content", blocks(copy.path("content")));
                    if (!copy.path("is_error").asBoolean()) {
                        copy.remove("is_error");
                    }
                }
                content.add(copy);
            }
            spelled.addObject().put("role", message.path("role").textValue()).set("content", content);
        }
        return spelled;
    }

    /** Content that may be missing. */
    static JsonNode blocksOf(JsonNode content) {
        return content.isMissingNode() ? content : blocks(content);
    }

    private static ArrayNode blocks(JsonNode content) {
        if (!content.isTextual()) {
            return (ArrayNode) content;
        }
        ArrayNode blocks = Json.MAPPER.createArrayNode();
        blocks.addObject().put("type", "text").put("text", content.textValue());
        return blocks;
    }

    private static List<Message> turn(JsonNode message) {
        ArrayNode blocks = blocks(message.path("content"));
        if (message.path("role").textValue().equals("assistant")) {
            return List.of(
                    new Message.Assistant(content(blocks), StopReason.END_OF_TURN, calls(blocks), thoughts(blocks)));
        }
        List<Message> turn = new ArrayList<>();
        blocks.forEach(block -> {
            if (block.path("type").textValue().equals("tool_result")) {
                turn.add(new Message.ToolResponse(
                        block.path("tool_use_id").textValue(),
                        content(blocks(block.path("content"))),
                        block.path("is_error").asBoolean()));
            }
        });
        turn.add(new Message.User(content(blocks)));
        return turn;
    }

    private static InterleavedContent content(ArrayNode blocks) {
        List<ContentItem> items = new ArrayList<>();
        for (JsonNode block : blocks) {
            switch (block.path("type").textValue()) {
                case "text" -> items.add(new ContentItem.Text(block.path("text").textValue(), mark(block)));
                case "image" -> items.add(new ContentItem.Image(image(block.path("source")), mark(block)));
                default -> {}
            }
        }
        return new InterleavedContent.Items(items);
    }

    private static ImageSource image(JsonNode source) {
        return source.has("url")
                ? new ImageSource.Url(source.get("url").textValue())
                : new ImageSource.Data(source.get("data").textValue());
    }

    private static List<ToolCall> calls(ArrayNode blocks) {
        return blocks.valueStream()
                .filter(it -> it.path("type").asText().equals("tool_use"))
                .map(it -> ToolCall.of(
                        it.path("id").textValue(),
                        it.path("name").textValue(),
                        Json.MAPPER.convertValue(
                                it.path("input"), new com.fasterxml.jackson.core.type.TypeReference<>() {})))
                .toList();
    }

    private static List<Reasoning> thoughts(ArrayNode blocks) {
        return blocks.valueStream()
                .filter(it -> it.path("type").asText().equals("thinking"))
                .<Reasoning>map(it -> new Reasoning.Text(
                        it.path("thinking").textValue(), it.path("signature").textValue()))
                .toList();
    }

    private static @Nullable CacheMark mark(JsonNode block) {
        JsonNode control = block.get("cache_control");
        return control == null ? null : new CacheMark(control.path("ttl").textValue());
    }

    private static @Nullable Double number(JsonNode body, String name) {
        return body.has(name) ? body.get(name).doubleValue() : null;
    }
}
