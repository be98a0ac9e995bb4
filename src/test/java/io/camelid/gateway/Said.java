package io.camelid.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an answer says, whoever tells it.
 *
 * @param signatures of thoughts and of calls, sorted
 * @param reason in OpenAI's words
 * @param usage prompt, completion and total tokens, and those of thoughts, from the cache and written to it, -1 where they are not told
 */
record Said(String text, String thoughts, List<Call> calls, List<String> signatures, String reason, List<Long> usage) {

    /** {@code id} is empty where a provider gives none. */
    record Call(String id, String name, String arguments) {}

    /** An OpenAI answer: a message, or the chunks of one. */
    static Said byOpenAi(List<JsonNode> documents) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        StringBuilder reason = new StringBuilder();
        List<String> signatures = new ArrayList<>();
        Map<Integer, Call> calls = new TreeMap<>();
        for (JsonNode choice : documents.stream()
                .flatMap(it -> it.path("choices").valueStream())
                .toList()) {
            JsonNode part = choice.has("delta") ? choice.path("delta") : choice.path("message");
            text.append(part.path("content").asText(""));
            thoughts.append(part.path("reasoning_content").asText(""));
            reason.append(choice.path("finish_reason").asText(""));
            signatures.addAll(part.path("reasoning_details").findValuesAsText("signature"));
            signatures.addAll(part.path("tool_calls").findValuesAsText("thought_signature"));
            int at = 0;
            for (JsonNode call : part.path("tool_calls")) {
                calls.merge(call.path("index").asInt(at++), call(call), Said::joined);
            }
        }
        JsonNode usage = documents.getLast().path("usage");
        return new Said(
                text.toString(),
                thoughts.toString(),
                List.copyOf(calls.values()),
                sorted(signatures.stream()),
                reason.toString(),
                List.of(
                        usage.path("prompt_tokens").longValue(),
                        usage.path("completion_tokens").longValue(),
                        usage.path("total_tokens").longValue(),
                        usage.at("/completion_tokens_details/reasoning_tokens").asLong(-1),
                        usage.at("/prompt_tokens_details/cached_tokens").asLong(-1),
                        usage.at("/prompt_tokens_details/cache_write_tokens").asLong(-1)));
    }

    private static Call call(JsonNode call) {
        return new Call(
                call.path("id").asText(),
                call.at("/function/name").asText(),
                call.at("/function/arguments").asText());
    }

    private static Call joined(Call begun, Call more) {
        return new Call(begun.id, begun.name, begun.arguments + more.arguments);
    }

    static List<String> sorted(Stream<String> signatures) {
        return signatures.filter(it -> !it.isEmpty()).sorted().toList();
    }

    /** The same without ids that a provider did not give. */
    Said withIdsOf(Said other) {
        List<Call> known = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            boolean given = i >= other.calls.size() || !other.calls.get(i).id.isEmpty();
            known.add(given ? calls.get(i) : new Call("", calls.get(i).name, calls.get(i).arguments));
        }
        return new Said(text, thoughts, known, signatures, reason, usage);
    }
}
