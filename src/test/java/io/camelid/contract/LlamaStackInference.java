package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.StubProvider.Request;
import io.camelid.contract.Reply.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Llama Stack's native inference API; its streams have no {@code [DONE]} and its counts are metrics. */
final class LlamaStackInference implements Wire {

    private static final Set<String> FIELDS = Set.of(
            "model_id",
            "messages",
            "content",
            "sampling_params",
            "tools",
            "tool_config",
            "response_format",
            "stream",
            "logprobs");

    private static final Set<String> EMBEDDINGS_FIELDS =
            Set.of("model_id", "contents", "text_truncation", "output_dimension", "task_type");

    private static final String METRICS = """
            [{"metric":"prompt_tokens","value":11,"unit":"tokens"},{"metric":"completion_tokens","value":4,"unit":"tokens"},\
            {"metric":"total_tokens","value":15,"unit":"tokens"}]""";

    @Override
    public boolean has(String path) {
        return Set.of("/inference/chat-completion", "/inference/completion", "/inference/embeddings")
                .contains(path);
    }

    @Override
    public List<String> problems(String path, JsonNode body, Request request) {
        List<String> problems = new ArrayList<>();
        Set<String> fields = path.endsWith("/embeddings") ? EMBEDDINGS_FIELDS : FIELDS;
        body.fieldNames().forEachRemaining(it -> {
            if (!fields.contains(it)) {
                problems.add(it + ": Extra inputs are not permitted");
            }
        });
        for (JsonNode message : body.path("messages")) {
            boolean assistant = message.path("role").asText().equals("assistant");
            if (assistant && !message.path("stop_reason").isTextual()) {
                problems.add("stop_reason: Field required");
            }
        }
        JsonNode strategy = body.at("/sampling_params/strategy");
        if (strategy.path("type").asText().equals("top_p")
                && strategy.path("temperature").asDouble() <= 0) {
            problems.add("temperature: Input should be greater than 0");
        }
        return problems;
    }

    @Override
    public Asked asked(String path, JsonNode body) {
        return new Asked(
                body.path("stream").asBoolean(),
                String.join("\n", texts(body, "system")),
                said(body),
                body.path("messages").findValues("image").stream()
                        .map(LlamaStackInference::image)
                        .toList(),
                body.path("messages").findValues("tool_calls").stream()
                        .flatMap(JsonNode::valueStream)
                        .map(it -> new Call(
                                it.path("call_id").asText(),
                                it.path("tool_name").asText(),
                                it.path("arguments_json").asText()))
                        .toList(),
                texts(body, "tool"),
                body.path("tools").findValuesAsText("tool_name"),
                body.at("/tool_config/tool_choice").asText(),
                Data.texts(body.at("/sampling_params/stop")),
                body.at("/sampling_params/max_tokens").asInt(),
                body.at("/response_format/json_schema"));
    }

    private static String said(JsonNode body) {
        return body.has("messages")
                ? texts(body, "user").getLast()
                : Data.text(body.path(body.has("contents") ? "contents" : "content"));
    }

    private static String image(JsonNode image) {
        return image.has("data")
                ? "image/png;base64," + image.path("data").asText()
                : image.at("/url/uri").asText().replaceFirst("^data:", "");
    }

    private static List<String> texts(JsonNode body, String role) {
        return body.path("messages")
                .valueStream()
                .filter(it -> it.path("role").asText().equals(role))
                .map(it -> Data.text(it.path("content")))
                .toList();
    }

    @Override
    public String whole(String path, JsonNode body, Reply reply) {
        if (path.endsWith("/embeddings")) {
            return "{\"embeddings\":[[0.5,-1.25]]}";
        }
        if (path.endsWith("/completion")) {
            return "{\"content\":%s,\"stop_reason\":\"%s\",\"logprobs\":null,\"metrics\":%s}"
                    .formatted(Data.quoted(reply.whole()), finish(reply), METRICS);
        }
        List<String> calls =
                reply.calls().stream().map(LlamaStackInference::call).toList();
        return """
                {"completion_message":{"role":"assistant","content":%s,"stop_reason":"%s","tool_calls":[%s]},
                "logprobs":%s,"metrics":%s}""".formatted(
                        Data.quoted(reply.whole()),
                        finish(reply),
                        String.join(",", calls),
                        logprobs(body, reply.text()),
                        METRICS);
    }

    private static String logprobs(JsonNode body, List<String> pieces) {
        return body.has("logprobs")
                ? pieces.stream()
                        .map(it -> "{\"logprobs_by_token\":{%s:%s}}".formatted(Data.quoted(it), Reply.LOGPROB))
                        .toList()
                        .toString()
                : "null";
    }

    private static String call(Call call) {
        return "{\"call_id\":\"%s\",\"tool_name\":\"%s\",\"arguments\":%s,\"arguments_json\":%s}"
                .formatted(call.id(), call.name(), call.arguments(), Data.quoted(call.arguments()));
    }

    @Override
    public List<String> stream(String path, JsonNode body, Reply reply) {
        return path.endsWith("/completion") ? completion(reply) : chat(body, reply);
    }

    private static List<String> completion(Reply reply) {
        List<String> events = new ArrayList<>();
        reply.text()
                .forEach(it -> events.add(
                        "data: {\"delta\":%s,\"stop_reason\":null,\"logprobs\":null}\n\n".formatted(Data.quoted(it))));
        events.add("data: {\"delta\":\"\",\"stop_reason\":\"%s\",\"logprobs\":null,\"metrics\":%s}\n\n"
                .formatted(finish(reply), METRICS));
        return events;
    }

    private static List<String> chat(JsonNode body, Reply reply) {
        List<String> events = new ArrayList<>();
        String empty = "{\"type\":\"text\",\"text\":\"\"}";
        events.add(event("start", empty, "null", "null", "null"));
        reply.text()
                .forEach(it -> events.add(event(
                        "progress",
                        "{\"type\":\"text\",\"text\":" + Data.quoted(it) + "}",
                        logprobs(body, List.of(it)),
                        "null",
                        "null")));
        for (Call call : reply.calls()) {
            part(events, "\"\"", "started");
            part(events, Data.quoted(call.name() + "("), "in_progress");
            part(events, call(call), "succeeded");
        }
        events.add(event("complete", empty, "null", "\"" + finish(reply) + "\"", METRICS));
        return events;
    }

    private static void part(List<String> events, String call, String status) {
        String delta = "{\"type\":\"tool_call\",\"tool_call\":%s,\"parse_status\":\"%s\"}".formatted(call, status);
        events.add(event("progress", delta, "null", "null", "null"));
    }

    private static String event(String type, String delta, String logprobs, String reason, String metrics) {
        return "data: {\"event\":{\"event_type\":\"%s\",\"delta\":%s,\"logprobs\":%s,\"stop_reason\":%s},\"metrics\":%s}\n\n"
                .formatted(type, delta, logprobs, reason, metrics);
    }

    private static String finish(Reply reply) {
        return switch (reply.end()) {
            case STOP, REFUSED, CALLS -> "end_of_turn";
            case LENGTH -> "out_of_tokens";
        };
    }

    @Override
    public String error(int status, String words) {
        return status == 400
                ? "{\"error\":{\"detail\":{\"errors\":[{\"loc\":[\"messages\"],\"msg\":\"%s\",\"type\":\"t\"}]}}}"
                        .formatted(words)
                : "{\"detail\":\"" + words + "\"}";
    }

    @Override
    public String errorEvent(String words) {
        return "data: {\"error\":{\"message\":\"429: " + words + "\"}}\n\n";
    }
}
