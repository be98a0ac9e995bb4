package io.camelid.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Gateway;
import io.camelid.Mended;
import io.camelid.Recording;
import io.camelid.ScriptedProvider;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An exchange with a provider that speaks OpenAI: all passes as it came but for the model's name. */
final class ProxiedReplay {

    private static final String DONE = "[DONE]";
    private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Map<String, String> RENAMED =
            Map.of("max_tokens", "max_completion_tokens", "max_completion_tokens", "max_tokens");

    private ProxiedReplay() {}

    /** @param entry the gateway's provider: one without rules, which gets each byte, or one of the type of who answered */
    static void replay(Recording recording, String entry, ScriptedProvider provider, Gateway gateway) {
        ObjectNode request = request(recording);
        String upstream = request.path("model").textValue();
        String model = entry + "/" + upstream;
        String path = path(recording, request);

        HttpResponse<String> answer = gateway.send(gateway.request(path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(Recording.named(request, model))));

        assertThat(provider.stub().requests()).as(answer.body()).hasSize(1);
        if (entry.equals("stub")) {
            assertThat(provider.stub().last().path()).isEqualTo(path);
            assertThat(provider.stub().last().body()).isEqualTo(Recording.named(request, upstream));
        } else {
            assertThat(provider.stub().last().path()).endsWith(path);
            adapted(request, Recording.json(provider.stub().last().text()), answer);
        }
        RecordedLimits.told(recording.limits(), answer.headers());
        if (recording.status() != 200) {
            refused(recording, answer);
        } else if (recording.isStream()) {
            streamed(recording, model, answer);
        } else {
            whole(recording, model, answer);
        }
    }

    /** Each field gets there, by the one name or the other, or the client is told, unless it says nothing; nothing comes in. */
    private static void adapted(ObjectNode request, JsonNode sent, HttpResponse<String> answer) {
        List<String> told = answer.headers().allValues("x-camelid-not-carried").stream()
                .flatMap(it -> Stream.of(it.split(",")))
                .toList();
        Set<String> names = new TreeSet<>();
        request.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = sent.path(sent.has(name) ? name : RENAMED.getOrDefault(name, name));
            names.add(sent.has(name) ? name : RENAMED.getOrDefault(name, name));
            boolean gone = told.stream().anyMatch(path -> path.equals(name) || path.startsWith(name + "["));
            assertThat(name.equals("model")
                            || same(value, field.getValue())
                            || gone
                            || saysNothing(name, field.getValue()))
                    .as("%s: %s is sent as %s, told is %s", name, field.getValue(), value, told)
                    .isTrue();
        });
        assertThat(names)
                .containsAll(sent.properties().stream().map(Map.Entry::getKey).toList());
    }

    private static boolean same(JsonNode sent, JsonNode asked) {
        return sent.toString().equals(asked.toString()) || withoutUnsaid(sent).equals(withoutUnsaid(asked));
    }

    /** A null says nothing of a tool's strictness. */
    private static JsonNode withoutUnsaid(JsonNode value) {
        JsonNode copy = value.deepCopy();
        copy.findParents("strict").forEach(it -> {
            if (it.path("strict").isNull()) {
                ((ObjectNode) it).remove("strict");
            }
        });
        return copy;
    }

    private static boolean saysNothing(String name, JsonNode value) {
        return value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (name.equals("tool_choice") && value.asText().equals("auto"));
    }

    /** One of a chat at another endpoint is a chat: its recorder was told a wrong address. */
    private static String path(Recording recording, ObjectNode request) {
        return switch (recording.endpoint()) {
            case "embeddings" -> "/v1/embeddings";
            case "completions" -> request.has("messages") ? "/v1/chat/completions" : "/v1/completions";
            default -> "/v1/chat/completions";
        };
    }

    /** The recorded request, or a plain one where none was kept; streamed as the answer is. */
    private static ObjectNode request(Recording recording) {
        JsonNode recorded = recording.request();
        ObjectNode request = recorded.isObject()
                ? recorded.deepCopy()
                : (ObjectNode)
                        Recording.json("{\"messages\":[{\"role\":\"user\",\"content\":\"Go.\"}],\"prompt\":\"Go.\"}");
        if (!recorded.isObject()) {
            request.remove(recording.endpoint().equals("chat") ? "prompt" : "messages");
        }
        if (!request.path("model").isTextual()) {
            request.put("model", "a-model");
        }
        if (recording.status() == 200 && request.path("stream").asBoolean() != recording.isStream()) {
            request.put("stream", recording.isStream());
        }
        return request;
    }

    private static void refused(Recording recording, HttpResponse<String> answer) {
        OpenAiError error = OpenAiError.of(answer);
        int status = recording.status();
        assertThat(error.status()).isEqualTo(status < 500 ? status : status == 503 || status == 529 ? 503 : 502);
        assertSays(error.message(), words(recording.body()));
        assertThat(recording.body().findValuesAsText("message"))
                .anyMatch(it -> it.contains(error.message()) || error.message().contains(it));
    }

    private static void whole(Recording recording, String model, HttpResponse<String> answer) {
        String wire = Mended.told(recording.id(), new String(recording.wire(), UTF_8));
        JsonNode body = Recording.json(wire);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String got = Mended.withoutIds(answer.body());
        assertThat(got).isEqualTo(renamed(wire, body, model));
        assertThat(Recording.json(got)).isEqualTo(renamed(body, model));
    }

    private static void streamed(Recording recording, String model, HttpResponse<String> answer) {
        List<String> sent = Recording.events(Mended.told(recording.id(), new String(recording.wire(), UTF_8)));
        if (isError(sent.getFirst())) {
            assertSays(OpenAiError.of(answer).message(), words(Recording.json(sent.getFirst())));
            return;
        }
        List<String> got = Recording.events(Mended.withoutIds(answer.body()));
        assertThat(got.stream().anyMatch(ProxiedReplay::isError)).isEqualTo(endsBadly(sent));
        assertThat(sent.stream().anyMatch(ProxiedReplay::isError))
                .isEqualTo(recording.id().contains("midstream-error"));
        Finished finished = new Finished();
        for (int i = 0; i < sent.size(); i++) {
            String event = sent.get(i);
            assertThat(got).as("event %d: %s", i, event).hasSizeGreaterThan(i);
            if (event.equals(DONE)) {
                assertThat(got.get(i)).isEqualTo(DONE);
                assertThat(got).hasSize(i + 1);
                return;
            } else if (isError(event)) {
                assertSays(Recording.json(got.get(i)).at("/error/message").textValue(), words(Recording.json(event)));
                assertThat(got).as("nothing after an error").hasSize(i + 1);
                return;
            }
            JsonNode chunk = Recording.json(event);
            finished.see(chunk);
            assertThat(got.get(i)).isEqualTo(renamed(event, chunk, model));
            assertThat(Recording.json(got.get(i))).isEqualTo(renamed(chunk, model));
        }
        assertThat(got).hasSize(sent.size() + 1);
        assertThat(finished.all() ? got.getLast().equals(DONE) : isError(got.getLast()))
                .isTrue();
    }

    private static boolean endsBadly(List<String> sent) {
        Finished finished = new Finished();
        sent.stream().filter(it -> !it.equals(DONE)).forEach(it -> finished.see(Recording.json(it)));
        return sent.stream().anyMatch(ProxiedReplay::isError) || (!sent.contains(DONE) && !finished.all());
    }

    /** Which choices have begun, and which have said why they ended. */
    private static final class Finished {
        private final Map<Integer, Boolean> choices = new TreeMap<>();

        void see(JsonNode chunk) {
            for (JsonNode choice : chunk.path("choices")) {
                boolean ended = choice.path("finish_reason").isTextual();
                choices.merge(choice.path("index").asInt(), ended, Boolean::logicalOr);
            }
        }

        boolean all() {
            return !choices.isEmpty() && !choices.containsValue(false);
        }
    }

    private static void assertSays(String message, List<String> words) {
        assertThat(words).as("the recording has words").isNotEmpty();
        assertThat(words).as(message).anySatisfy(it -> assertThat(message).contains(it));
    }

    /** The words of a recorded error, wherever its provider put them, and however often it encoded them. */
    private static List<String> words(JsonNode error) {
        List<String> words = new ArrayList<>();
        if (error.isTextual()) {
            words.add(error.textValue().strip());
        }
        for (String key : List.of("message", "detail", "msg", "error", "error_message")) {
            for (JsonNode found : error.findValues(key)) {
                String text = found.isTextual() ? found.textValue() : "";
                words.addAll(text.startsWith("{\"error\"") ? words(Recording.json(text)) : List.of(text));
            }
        }
        words.removeIf(String::isBlank);
        return words;
    }

    private static boolean isError(String event) {
        return !event.equals(DONE) && Recording.json(event).hasNonNull("error");
    }

    private static JsonNode renamed(JsonNode document, String model) {
        return document.path("model").isTextual() ? ((ObjectNode) document.deepCopy()).put("model", model) : document;
    }

    /** Replaces the one value of a text that the document has as its model. */
    private static String renamed(String text, JsonNode document, String model) {
        Matcher found = MODEL.matcher(text);
        String named = document.path("model").textValue();
        while (named != null && found.find()) {
            if (found.group(1).equals(named.replace("/", "\\/"))
                    || found.group(1).equals(named)) {
                return text.substring(0, found.start(1)) + model + text.substring(found.end(1));
            }
        }
        return text;
    }
}
