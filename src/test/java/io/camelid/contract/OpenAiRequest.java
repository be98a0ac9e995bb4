package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.contract.Reply.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads what a provider that speaks OpenAI was asked. */
final class OpenAiRequest {

    private OpenAiRequest() {}

    static Asked read(JsonNode body) {
        return new Asked(
                body.path("stream").asBoolean(),
                texts(body, "system", "developer").stream().collect(Collectors.joining("\n")),
                body.has("prompt") ? body.path("prompt").asText() : last(texts(body, "user")),
                images(body),
                calls(body),
                texts(body, "tool"),
                body.path("tools")
                        .valueStream()
                        .map(it -> it.at("/function/name").asText())
                        .toList(),
                choice(body.path("tool_choice")),
                body.path("stop").isTextual() ? List.of(body.path("stop").textValue()) : Data.texts(body.path("stop")),
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt()),
                body.at("/response_format/json_schema/schema"));
    }

    static List<String> images(JsonNode body) {
        return body.path("messages").findValues("image_url").stream()
                .map(it -> it.path("url").asText().replaceFirst("^data:", ""))
                .toList();
    }

    private static List<Call> calls(JsonNode body) {
        List<Call> calls = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            message.path("tool_calls")
                    .forEach(it -> calls.add(new Call(
                            it.path("id").asText(),
                            it.at("/function/name").asText(),
                            it.at("/function/arguments").asText())));
        }
        return calls;
    }

    private static String choice(JsonNode choice) {
        return choice.isTextual()
                ? choice.textValue()
                : choice.at("/function/name").asText();
    }

    private static List<String> texts(JsonNode body, String... roles) {
        return body.path("messages")
                .valueStream()
                .filter(it -> List.of(roles).contains(it.path("role").asText()))
                .map(it -> Data.text(it.path("content")))
                .toList();
    }

    private static String last(List<String> texts) {
        return texts.isEmpty() ? "" : texts.getLast();
    }
}
