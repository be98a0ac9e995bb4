package io.camelid.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Recording;
import io.camelid.dialect.Json;
import java.util.List;
import java.util.stream.Stream;

/** Reads an answer of Anthropic's in the plainest way. */
final class AnthropicSaid {

    private AnthropicSaid() {}

    static Said of(Recording recording) {
        return recording.status() != 200
                ? new Said("", "", List.of(), List.of(), "", List.of())
                : said(recording.isStream() ? message(recording.events()) : recording.body());
    }

    private static Said said(JsonNode message) {
        JsonNode usage = message.path("usage");
        long written = usage.path("cache_creation_input_tokens").longValue();
        long prompt = usage.path("input_tokens").longValue()
                + usage.path("cache_read_input_tokens").longValue()
                + written;
        long completion = usage.path("output_tokens").longValue();
        return new Said(
                String.join("", message.path("content").findValuesAsText("text")),
                String.join("", message.path("content").findValuesAsText("thinking")),
                blocks(message, "tool_use")
                        .map(it -> new Said.Call(
                                it.path("id").textValue(),
                                it.path("name").textValue(),
                                it.path("input").isTextual()
                                        ? it.path("input").textValue()
                                        : it.path("input").toString()))
                        .toList(),
                Said.sorted(blocks(message, "thinking")
                        .map(it -> it.path("signature").asText())),
                reason(message.path("stop_reason").textValue()),
                List.of(
                        prompt,
                        completion,
                        prompt + completion,
                        usage.at("/output_tokens_details/thinking_tokens").asLong(-1),
                        usage.path("cache_read_input_tokens").asLong(-1),
                        written == 0 ? -1 : written));
    }

    private static Stream<JsonNode> blocks(JsonNode message, String type) {
        return message.path("content")
                .valueStream()
                .filter(it -> it.path("type").asText().equals(type));
    }

    private static String reason(String word) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> "stop";
            case "tool_use" -> "tool_calls";
            case "max_tokens" -> "length";
            default -> "unknown";
        };
    }

    /** Puts a stream together as its documents say, with no more care than a recording needs; a call's input is its text. */
    private static ObjectNode message(List<String> events) {
        ObjectNode message = Json.MAPPER.createObjectNode();
        ArrayNode content = Json.MAPPER.createArrayNode();
        for (JsonNode event : events.stream().map(Recording::json).toList()) {
            switch (event.path("type").textValue()) {
                case "message_start" -> message = (ObjectNode) event.get("message");
                case "content_block_start" -> content.add(event.get("content_block"));
                case "content_block_delta" ->
                    append((ObjectNode) content.get(event.get("index").intValue()), event.get("delta"));
                case "message_delta" -> {
                    message.setAll((ObjectNode) event.get("delta"));
                    message.withObjectProperty("usage").setAll((ObjectNode) event.get("usage"));
                }
                default -> {}
            }
        }
        message.set("content", content);
        return message;
    }

    private static void append(ObjectNode block, JsonNode delta) {
        for (String name : List.of("text", "thinking", "signature")) {
            if (delta.has(name)) {
                block.put(name, block.path(name).asText() + delta.get(name).textValue());
            }
        }
        String input = delta.path("partial_json").asText();
        if (!input.isEmpty()) {
            block.put("input", block.path("input").asText() + input);
        }
    }
}
