package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one provider that speaks OpenAI refuses of a request: its row says it. */
final class OpenAiRefusals {

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private final JsonNode row;

    OpenAiRefusals(JsonNode row) {
        this.row = row;
    }

    /** In words; empty where nothing is wrong. */
    List<String> of(JsonNode body) {
        List<String> problems = new ArrayList<>();
        if (!body.path("model").textValue().equals(row.path("model").textValue())
                && !body.path("model").equals(row.path("strict_model"))) {
            problems.add("no such model: " + body.path("model"));
        }
        boolean strict = !row.has("strict_model") || body.path("model").equals(row.path("strict_model"));
        Data.texts(row.path("refuses")).stream()
                .filter(it -> strict && sends(body, it))
                .forEach(it -> problems.add("Unsupported parameter: " + it));
        problems.addAll(silent(body));
        if (row.has("max_tokens") && body.has("max_completion_tokens")) {
            problems.add("Unknown parameter: max_completion_tokens");
        }
        for (JsonNode message : body.path("messages")) {
            String role = message.path("role").asText();
            if (!ROLES.contains(role)
                    && !(role.equals("developer") && row.path("developer").asBoolean())) {
                problems.add("unknown role: " + role);
            }
        }
        if (row.path("data_images").asBoolean()
                && OpenAiRequest.images(body).stream().anyMatch(it -> it.startsWith("http"))) {
            problems.add("invalid image input");
        }
        if (row.path("text_prompt").asBoolean() && body.path("prompt").isArray()) {
            problems.add("cannot unmarshal array into prompt of type string");
        }
        if (row.has("begins")
                && body.path("prompt").asText().startsWith(row.path("begins").textValue())) {
            problems.add("begins twice: prompt");
        }
        return problems;
    }

    /** What says nothing and is an error all the same, or is out of bounds or unknown. */
    private List<String> silent(JsonNode body) {
        List<String> problems = new ArrayList<>();
        body.fields().forEachRemaining(it -> {
            if (it.getValue().isNull() && row.path("nulls").asText().equals("refused")) {
                problems.add("Input should not be null: " + it.getKey());
            }
            if (row.has("knows") && !Data.texts(row.path("knows")).contains(it.getKey())) {
                problems.add("Unknown name: " + it.getKey() + ". Cannot find field.");
            }
            if (it.getValue().isContainerNode()
                    && it.getValue().isEmpty()
                    && Data.texts(row.path("not_empty")).contains(it.getKey())) {
                problems.add("Too short: " + it.getKey());
            }
            if (Data.texts(row.path("not_blank")).contains(it.getKey())
                    && Data.texts(
                                    it.getValue().isTextual()
                                            ? Json.MAPPER.createArrayNode().add(it.getValue())
                                            : it.getValue())
                            .stream()
                            .anyMatch(String::isBlank)) {
                problems.add("must contain non-whitespace: " + it.getKey());
            }
            String other = row.path("needs").path(it.getKey()).asText();
            if (!other.isEmpty()
                    && !body.path(other).asBoolean()
                    && body.path(other).isEmpty()) {
                problems.add(it.getKey() + " is only allowed with " + other);
            }
            if (Data.texts(row.path("numbers")).contains(it.getKey())
                    && !it.getValue().isNumber()) {
                problems.add("Not a number: " + it.getKey());
            }
            JsonNode most = row.path("at_most").path(it.getKey());
            if (most.isNumber() && it.getValue().asDouble() > most.asDouble()) {
                problems.add("Too high: " + it.getKey());
            }
        });
        body.path("messages")
                .valueStream()
                .map(it -> it.path("content"))
                .filter(it -> row.path("texts").asBoolean()
                        && it.size() == 1
                        && it.at("/0/text").isTextual())
                .forEach(it -> problems.add("content must be a string"));
        return problems;
    }

    /** Whether a request says something with this parameter. */
    private static boolean sends(JsonNode body, String parameter) {
        return switch (parameter) {
            case "n" -> body.path("n").asInt(1) != 1;
            case "tools[].function.strict" ->
                body.path("tools")
                        .valueStream()
                        .anyMatch(it -> it.at("/function/strict").asBoolean());
            default ->
                parameter.startsWith("messages[].")
                        ? body.path("messages")
                                .valueStream()
                                .anyMatch(it -> it.has(parameter.substring("messages[].".length())))
                        : body.has(parameter);
        };
    }
}
