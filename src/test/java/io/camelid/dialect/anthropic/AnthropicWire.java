package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the Messages API refuses, as far as its documents and recorded 400s tell; for stubs that are as strict. */
public final class AnthropicWire {

    private static final Set<String> FIELDS = Set.of(
            "model",
            "max_tokens",
            "system",
            "messages",
            "tools",
            "tool_choice",
            "output_config",
            "thinking",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "metadata",
            "stream");

    private final List<String> problems = new ArrayList<>();
    private final JsonNode body;

    private AnthropicWire(JsonNode body) {
        this.body = body;
    }

    /** What is wrong with a request; empty where nothing is. */
    public static List<String> problems(JsonNode body) {
        AnthropicWire wire = new AnthropicWire(body);
        wire.check();
        return wire.problems;
    }

    private void check() {
        body.fieldNames()
                .forEachRemaining(name -> refuse(!FIELDS.contains(name), name + ": Extra inputs are not permitted"));
        refuse(body.path("model").asText().isEmpty(), "model: Field required");
        refuse(body.path("max_tokens").asInt() < 1, "max_tokens: must be at least 1");
        range("temperature", 0, 1);
        range("top_p", 0, 1);
        body.path("stop_sequences")
                .forEach(it -> refuse(it.asText().isBlank(), "stop_sequences: each must contain non-whitespace"));
        blocks("system", body.path("system"));
        messages(body.path("messages"));
        tools();
        thinking();
        refuse(body.findValues("cache_control").size() > 4, "A maximum of 4 blocks with cache_control may be provided");
    }

    private void messages(JsonNode messages) {
        refuse(messages.isEmpty(), "messages: at least one message is required");
        refuse(
                !messages.path(0).path("role").asText("user").equals("user"),
                "messages: first message must use the user role");
        Set<String> due = new HashSet<>();
        for (int i = 0; i < messages.size(); i++) {
            String path = "messages." + i;
            JsonNode message = messages.get(i);
            JsonNode content = message.path("content");
            boolean user = message.path("role").asText().equals("user");
            refuse(!user && !message.path("role").asText().equals("assistant"), path + ".role: unexpected");
            refuse(content.isEmpty(), path + ": must have non-empty content");
            refuse(
                    i > 0 && messages.get(i - 1).path("role").equals(message.path("role")),
                    path + ": roles must alternate");
            blocks(path, content);
            results(path, content, due);
        }
        refuse(!due.isEmpty(), "tool_use ids were found without tool_result blocks immediately after: " + due);
        JsonNode last = messages.path(messages.size() - 1);
        String end = last.path("content")
                .path(last.path("content").size() - 1)
                .path("text")
                .asText();
        refuse(
                last.path("role").asText().equals("assistant") && !end.equals(end.stripTrailing()),
                "final assistant content cannot end with trailing whitespace");
    }

    /** Results open the turn after the calls, and there is one for each. */
    private void results(String path, JsonNode content, Set<String> due) {
        boolean open = true;
        Set<String> answered = new HashSet<>();
        for (JsonNode block : content) {
            boolean result = block.path("type").asText().equals("tool_result");
            refuse(result && !open, path + ": tool_result blocks must come first");
            open = open && result;
            if (result) {
                answered.add(block.path("tool_use_id").asText());
            }
        }
        refuse(!answered.equals(due), path + ": tool_result blocks answer " + answered + " and not " + due);
        due.clear();
        content.forEach(block -> {
            if (block.path("type").asText().equals("tool_use")) {
                due.add(block.path("id").asText());
            }
        });
    }

    private void blocks(String path, JsonNode blocks) {
        refuse(blocks.isTextual() && blocks.asText().isBlank(), path + ": must be non-empty");
        for (JsonNode block : blocks) {
            switch (block.path("type").asText()) {
                case "text" ->
                    refuse(block.path("text").asText().isBlank(), path + ": text content blocks must be non-empty");
                case "image" -> image(path, block.path("source"));
                case "document" -> document(path, block);
                case "tool_use" -> {
                    refuse(
                            !block.path("id").asText().matches("[a-zA-Z0-9_-]+"),
                            path + ": tool_use.id has a bad pattern");
                    refuse(!block.path("input").isObject(), path + ": tool_use.input must be an object");
                }
                case "tool_result" -> blocks(path, block.path("content"));
                case "thinking" ->
                    refuse(block.path("signature").asText().isEmpty(), path + ": signature: Field required");
                case "redacted_thinking" ->
                    refuse(block.path("data").asText().isEmpty(), path + ": data: Field required");
                default -> problems.add(path + ": unexpected block " + block);
            }
        }
    }

    private void image(String path, JsonNode source) {
        boolean url =
                source.path("type").asText().equals("url") && source.path("url").isTextual();
        boolean data = source.path("type").asText().equals("base64")
                && source.path("media_type").asText().matches("image/(jpeg|png|gif|webp)")
                && source.path("data").isTextual();
        refuse(!url && !data, path + ": bad image source");
    }

    private void document(String path, JsonNode block) {
        JsonNode source = block.path("source");
        String kind =
                source.path("type").asText() + " " + source.path("media_type").asText();
        refuse(
                !kind.equals("base64 application/pdf") && !kind.equals("text text/plain"),
                path + ": bad document source");
        refuse(!source.path("data").isTextual(), path + ": document without data");
        refuse(block.has("title") && block.path("title").asText().isEmpty(), path + ": title is empty");
        refuse(block.path("title").asText().length() > 500, path + ": title is too long");
    }

    private void tools() {
        Set<String> names = new HashSet<>();
        body.path("tools").forEach(tool -> {
            refuse(!names.add(tool.path("name").asText()), "tools: names must be unique");
            refuse(
                    !tool.path("input_schema").path("type").asText().equals("object"),
                    "tools: input_schema must be an object's");
        });
        refuse(
                names.isEmpty() && !body.findValues("tool_use_id").isEmpty(),
                "Requests with tool_result blocks must define tools");
        JsonNode choice = body.path("tool_choice");
        refuse(!choice.isMissingNode() && names.isEmpty(), "tool_choice may only be specified while providing tools");
        refuse(choice.has("name") && !names.contains(choice.path("name").asText()), "tool_choice: no such tool");
        refuse(
                !choice.isMissingNode() && !choice.path("type").asText().matches("auto|any|tool|none"),
                "tool_choice.type: unexpected");
    }

    private void thinking() {
        JsonNode thinking = body.path("thinking");
        if (thinking.isMissingNode() || thinking.path("type").asText().equals("disabled")) {
            return;
        }
        int budget = thinking.path("budget_tokens").asInt();
        boolean enabled = thinking.path("type").asText().equals("enabled");
        refuse(enabled && budget < 1024, "thinking.budget_tokens: must be at least 1024");
        refuse(
                enabled && budget >= body.path("max_tokens").asInt(),
                "max_tokens must be greater than thinking.budget_tokens");
        refuse(body.has("temperature") || body.has("top_k"), "temperature and top_k may not be set while thinking");
        refuse(
                body.path("tool_choice").path("type").asText().matches("any|tool"),
                "Thinking may not be enabled when tool_choice forces tool use");
    }

    private void range(String field, double low, double high) {
        JsonNode value = body.path(field);
        refuse(value.isNumber() && (value.asDouble() < low || value.asDouble() > high), field + ": out of range");
    }

    private void refuse(boolean refused, String problem) {
        if (refused) {
            problems.add(problem);
        }
    }
}
