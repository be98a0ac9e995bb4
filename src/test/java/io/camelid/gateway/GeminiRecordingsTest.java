package io.camelid.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import io.camelid.StubProvider.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every recorded exchange of the native Gemini API, as an OpenAI client sees it; needs {@code CAMELID_SHARED}. */
class GeminiRecordingsTest {

    /** What a client sees; {@code reason} in OpenAI's words, {@code usage} as prompt, completion and total tokens. */
    private record View(String text, String thoughts, List<String> calls, String reason, List<Integer> usage) {}

    @Test
    void theClientSeesWhatTheRecordingSays() {
        int replayed = 0;
        try (ScriptedProvider provider = new ScriptedProvider();
                Gateway gateway = Gateway.start("""
                        providers:
                          inference:
                          - provider_id: gemini
                            provider_type: remote::gemini
                            config: {api_key: a-secret, base_url: "%s"}
                        """.formatted(provider.stub().baseUrl()), Map.of())) {
            for (JsonNode recording : recordings()) {
                JsonNode response = recording.get("response");
                provider.answers((request, connection) -> write(response, connection));
                boolean stream = recording.get("endpoint").textValue().startsWith("stream");
                HttpResponse<String> got = gateway.post(
                        "/v1/chat/completions", """
                        {"model":"gemini/gemini-2.5-flash","stream":%s,"stream_options":%s,
                        "messages":[{"role":"user","content":"Go."}]}""".formatted(stream, stream ? "{\"include_usage\":true}" : "null"));
                compare(recording.get("id").textValue(), response, got);
                replayed++;
            }
        }
        assertThat(replayed).isGreaterThanOrEqualTo(16);
    }

    private static void compare(String id, JsonNode response, HttpResponse<String> got) {
        int status = response.get("status").intValue();
        assertThat(got.statusCode()).as(id).isEqualTo(status);
        if (status != 200) {
            assertThat(Recording.json(got.body()).at("/error/message"))
                    .as(id)
                    .isEqualTo(response.at("/body/error/message"));
        } else if (response.has("sse")) {
            assertThat(seen(data(got.body()), "delta")).as(id).isEqualTo(said(data(sse(response))));
            assertThat(got.body()).as(id).endsWith("data: [DONE]\n\n");
        } else {
            assertThat(seen(List.of(Recording.json(got.body())), "message"))
                    .as(id)
                    .isEqualTo(said(List.of(response.get("body"))));
        }
    }

    /** The client's side: a message, or the deltas of one. */
    private static View seen(List<JsonNode> answers, String part) {
        Map<Integer, StringBuilder> calls = new TreeMap<>();
        for (JsonNode answer : answers) {
            JsonNode list = answer.at("/choices/0/" + part + "/tool_calls");
            IntStream.range(0, list.size())
                    .forEach(at -> calls.computeIfAbsent(
                                    list.get(at).path("index").asInt(at), it -> new StringBuilder())
                            .append(list.get(at).at("/function/name").asText())
                            .append(list.get(at).at("/function/arguments").asText()));
        }
        JsonNode usage = answers.getLast().get("usage");
        return new View(
                all(answers, "/choices/0/" + part + "/content"),
                all(answers, "/choices/0/" + part + "/reasoning_content"),
                calls.values().stream().map(StringBuilder::toString).toList(),
                all(answers, "/choices/0/finish_reason"),
                List.of(
                        usage.get("prompt_tokens").intValue(),
                        usage.get("completion_tokens").intValue(),
                        usage.get("total_tokens").intValue()));
    }

    /** The provider's side. */
    private static View said(List<JsonNode> answers) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (JsonNode answer : answers) {
            for (JsonNode part : answer.at("/candidates/0/content/parts")) {
                (part.path("thought").asBoolean() ? thoughts : text)
                        .append(part.path("text").asText());
                if (part.has("functionCall")) {
                    calls.add(part.at("/functionCall/name").textValue() + part.at("/functionCall/args"));
                }
            }
        }
        JsonNode usage = answers.getLast().get("usageMetadata");
        int prompt = usage.get("promptTokenCount").intValue();
        int total = usage.get("totalTokenCount").intValue();
        String word = answers.getLast().at("/candidates/0/finishReason").textValue();
        String reason = word.equals("MAX_TOKENS") ? "length" : calls.isEmpty() ? "stop" : "tool_calls";
        return new View(text.toString(), thoughts.toString(), calls, reason, List.of(prompt, total - prompt, total));
    }

    private static String all(List<JsonNode> answers, String path) {
        return answers.stream()
                .map(it -> it.at(path))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .collect(Collectors.joining());
    }

    private static List<JsonNode> data(String stream) {
        return stream.lines()
                .filter(it -> it.startsWith("data: {"))
                .map(it -> Recording.json(it.substring(6)))
                .toList();
    }

    private static String sse(JsonNode response) {
        return response.get("sse").valueStream().map(JsonNode::textValue).collect(Collectors.joining("\n"));
    }

    private static void write(JsonNode response, Connection connection) throws IOException {
        String type = response.at("/headers/content-type").textValue();
        String body = response.has("sse") ? sse(response) : response.get("body").toString();
        connection.body(response.get("status").intValue(), type, body.getBytes(UTF_8));
    }

    private static List<JsonNode> recordings() {
        String shared = System.getenv("CAMELID_SHARED");
        assumeTrue(shared != null, "CAMELID_SHARED is not set: no recordings to replay");
        Path folder = Path.of(shared, "recordings");
        return read(folder.resolve("INDEX.json"))
                .valueStream()
                .filter(it -> it.get("endpoint").textValue().endsWith("enerateContent"))
                .map(it -> read(folder.resolve(it.get("file").textValue())))
                .toList();
    }

    private static JsonNode read(Path file) {
        try {
            return Recording.json(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
