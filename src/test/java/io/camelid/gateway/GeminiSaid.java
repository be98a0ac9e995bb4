package io.camelid.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Recording;
import java.util.ArrayList;
import java.util.List;

/** Reads an answer of Gemini's in the plainest way. */
final class GeminiSaid {

    private GeminiSaid() {}

    static Said of(Recording recording) {
        return recording.status() != 200
                ? new Said("", "", List.of(), List.of(), "", List.of())
                : said(
                        recording.isStream()
                                ? recording.events().stream()
                                        .map(Recording::json)
                                        .toList()
                                : List.of(recording.body()));
    }

    private static Said said(List<JsonNode> answers) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<Said.Call> calls = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        for (JsonNode part : answers.stream()
                .flatMap(it -> it.at("/candidates/0/content/parts").valueStream())
                .toList()) {
            (part.path("thought").asBoolean() ? thoughts : text)
                    .append(part.path("text").asText());
            signatures.add(part.path("thoughtSignature").asText());
            JsonNode call = part.path("functionCall");
            if (call.isObject()) {
                calls.add(new Said.Call(
                        call.path("id").asText(),
                        call.path("name").textValue(),
                        call.path("args").toString()));
            }
        }
        JsonNode last = answers.getLast();
        JsonNode usage = last.path("usageMetadata");
        long prompt = usage.path("promptTokenCount").longValue();
        long total = usage.path("totalTokenCount").longValue();
        String reason =
                switch (last.at("/candidates/0/finishReason").textValue()) {
                    case "STOP" -> calls.isEmpty() ? "stop" : "tool_calls";
                    case "MAX_TOKENS" -> "length";
                    default -> "unknown";
                };
        return new Said(
                text.toString(),
                thoughts.toString(),
                calls,
                Said.sorted(signatures.stream()),
                reason,
                List.of(
                        prompt,
                        total - prompt,
                        total,
                        usage.path("thoughtsTokenCount").asLong(-1),
                        usage.path("cachedContentTokenCount").asLong(-1),
                        -1L));
    }
}
