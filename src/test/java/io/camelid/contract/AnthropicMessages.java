package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.StubProvider.Request;
import io.camelid.contract.Reply.Call;
import io.camelid.dialect.Json;
import io.camelid.dialect.anthropic.AnthropicWire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Anthropic's Messages API. */
final class AnthropicMessages implements Wire {

    @Override
    public boolean has(String path) {
        return path.equals("/messages");
    }

    @Override
    public List<String> problems(String path, JsonNode body, Request request) {
        List<String> problems = new ArrayList<>(AnthropicWire.problems(body));
        if (!"2023-06-01".equals(request.headers().get("anthropic-version"))) {
            problems.add("anthropic-version: header is required");
        }
        return problems;
    }

    @Override
    public Asked asked(String path, JsonNode body) {
        JsonNode choice = body.path("tool_choice");
        String word = choice.path("type").asText();
        return new Asked(
                body.path("stream").asBoolean(),
                Data.text(body.path("system")),
                blocks(body, "text").map(it -> it.path("text").asText()).reduce("", (first, last) -> last),
                blocks(body, "image").map(it -> image(it.path("source"))).toList(),
                blocks(body, "tool_use")
                        .map(it -> new Call(
                                it.path("id").asText(),
                                it.path("name").asText(),
                                it.path("input").toString()))
                        .toList(),
                blocks(body, "tool_result")
                        .map(it -> Data.text(it.path("content")))
                        .toList(),
                body.path("tools")
                        .valueStream()
                        .map(it -> it.path("name").asText())
                        .toList(),
                switch (word) {
                    case "any" -> "required";
                    case "tool" -> choice.path("name").asText();
                    default -> word;
                },
                Data.texts(body.path("stop_sequences")),
                body.path("max_tokens").asInt(),
                body.at("/output_config/format/schema"));
    }

    private static Stream<JsonNode> blocks(JsonNode body, String type) {
        return body.path("messages")
                .valueStream()
                .flatMap(it -> it.path("content").valueStream())
                .filter(it -> it.path("type").asText().equals(type));
    }

    private static String image(JsonNode source) {
        return source.has("url")
                ? source.path("url").asText()
                : source.path("media_type").asText() + ";base64,"
                        + source.path("data").asText();
    }

    @Override
    public String whole(String path, JsonNode body, Reply reply) {
        List<String> content = new ArrayList<>();
        if (!reply.thoughts().isEmpty()) {
            content.add("{\"type\":\"thinking\",\"thinking\":%s,\"signature\":\"c2ln\"}"
                    .formatted(Data.quoted(reply.thoughts())));
        }
        if (!reply.text().isEmpty()) {
            content.add("{\"type\":\"text\",\"text\":%s}".formatted(Data.quoted(reply.whole())));
        }
        reply.calls()
                .forEach(it -> content.add("{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":%s}"
                        .formatted(it.id(), it.name(), it.arguments())));
        return """
                {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[%s],"stop_reason":"%s",
                "stop_sequence":null,"usage":{"input_tokens":5,"cache_creation_input_tokens":4,
                "cache_read_input_tokens":2,"output_tokens":4}}""".formatted(String.join(",", content), finish(reply));
    }

    @Override
    public List<String> stream(String path, JsonNode body, Reply reply) {
        List<String> events = new ArrayList<>();
        events.add(event("message_start", """
                {"type":"message_start","message":{"id":"msg_1","role":"assistant","content":[],"stop_reason":null,\
                "usage":{"input_tokens":5,"cache_creation_input_tokens":4,"cache_read_input_tokens":2,"output_tokens":1}}}"""));
        events.add(event("ping", "{\"type\":\"ping\"}"));
        int block = 0;
        if (!reply.thoughts().isEmpty()) {
            block(
                    events,
                    block++,
                    "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
                    List.of(
                            "{\"type\":\"thinking_delta\",\"thinking\":%s}".formatted(Data.quoted(reply.thoughts())),
                            "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}"));
        }
        if (!reply.text().isEmpty()) {
            block(
                    events,
                    block++,
                    "{\"type\":\"text\",\"text\":\"\"}",
                    reply.text().stream()
                            .map(it -> "{\"type\":\"text_delta\",\"text\":%s}".formatted(Data.quoted(it)))
                            .toList());
        }
        for (Call call : reply.calls()) {
            String start = "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":{}}"
                    .formatted(call.id(), call.name());
            block(events, block++, start, fragments(call.arguments()));
        }
        events.add(event("message_delta", """
                {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":{"output_tokens":4}}""".formatted(finish(reply))));
        events.add(event("message_stop", "{\"type\":\"message_stop\"}"));
        return events;
    }

    /** A call without arguments has one empty fragment. */
    private static List<String> fragments(String arguments) {
        int middle = arguments.length() / 2;
        List<String> parts = arguments.equals("{}")
                ? List.of("")
                : List.of("", arguments.substring(0, middle), arguments.substring(middle));
        return parts.stream()
                .map(it -> "{\"type\":\"input_json_delta\",\"partial_json\":%s}".formatted(Data.quoted(it)))
                .toList();
    }

    private static void block(List<String> events, int index, String start, List<String> deltas) {
        events.add(event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}".formatted(index, start)));
        deltas.forEach(it -> events.add(event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}  ".formatted(index, it))));
        events.add(event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index)));
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private static String finish(Reply reply) {
        return switch (reply.end()) {
            case STOP -> "end_turn";
            case CALLS -> "tool_use";
            case LENGTH -> "max_tokens";
            case REFUSED -> "refusal";
        };
    }

    @Override
    public String error(int status, String words) {
        String type =
                switch (status) {
                    case 401 -> "authentication_error";
                    case 404 -> "not_found_error";
                    case 429 -> "rate_limit_error";
                    case 500 -> "api_error";
                    case 529 -> "overloaded_error";
                    default -> "invalid_request_error";
                };
        ObjectNode error = Json.MAPPER.createObjectNode().put("type", "error");
        error.putObject("error").put("type", type).put("message", words);
        return error.put("request_id", "req_1").toString();
    }

    @Override
    public String errorEvent(String words) {
        return event("error", error(529, words));
    }

    @Override
    public String keyHeader() {
        return "x-api-key";
    }
}
