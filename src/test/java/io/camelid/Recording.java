package io.camelid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One recorded exchange with a provider: a file of {@code $CAMELID_SHARED/recordings}.
 *
 * @param provider the name of its folder: who answered
 * @param endpoint as the recording names it
 * @param path of the provider
 * @param request missing or null where only the answer was recorded
 */
public record Recording(String id, String provider, String endpoint, String path, JsonNode request, JsonNode response) {

    /** What a recorded answer is written in. */
    public enum Dialect {
        OPENAI,
        ANTHROPIC,
        GEMINI,
        GEMINI_EMBEDDINGS
    }

    private static final Map<String, Dialect> DIALECTS = Map.of(
            "chat", Dialect.OPENAI,
            "completions", Dialect.OPENAI,
            "embeddings", Dialect.OPENAI,
            "messages", Dialect.ANTHROPIC,
            "generateContent", Dialect.GEMINI,
            "streamGenerateContent", Dialect.GEMINI,
            "embedContent", Dialect.GEMINI_EMBEDDINGS);

    /** All of them; the test is skipped where there is no folder of recordings. */
    public static List<Recording> all() {
        String shared = System.getenv("CAMELID_SHARED");
        assumeTrue(shared != null, "CAMELID_SHARED is not set: no recordings to replay");
        Path folder = Path.of(shared, "recordings");
        return read(folder.resolve("INDEX.json"))
                .valueStream()
                .map(it -> of(read(folder.resolve(it.path("file").textValue()))))
                .toList();
    }

    /** Those of one dialect that can be replayed. */
    public static List<Recording> of(Dialect dialect) {
        return all().stream().filter(it -> it.dialect() == dialect).toList();
    }

    private static Recording of(JsonNode file) {
        return new Recording(
                file.path("id").textValue(),
                file.path("provider").textValue(),
                file.path("endpoint").textValue(),
                file.at("/request/path").asText(),
                file.at("/request/body"),
                file.path("response"));
    }

    /** Null where the gateway can't meet such an answer. */
    public @Nullable Dialect dialect() {
        return path.equals("/api/embeddings") ? null : DIALECTS.get(endpoint);
    }

    /** Why it can't be replayed; null if it can. */
    public @Nullable String leftOut() {
        if (dialect() != null) {
            return null;
        }
        return switch (endpoint) {
            case "models" -> "a list of models, which the gateway answers itself";
            case "responses", "count_tokens" -> "an endpoint that the gateway does not serve";
            default -> "a dialect that the gateway does not speak";
        };
    }

    public int status() {
        return response.path("status").intValue();
    }

    public boolean isStream() {
        return response.has("sse") || response.has("chunks") || endpoint.startsWith("stream");
    }

    /** Of a stream always its own: one recorder put another label on. */
    public String contentType() {
        if (response.has("sse") && status() == 200) {
            return "text/event-stream";
        }
        String recorded = response.at("/headers/content-type").asText();
        if (!recorded.isEmpty()) {
            return recorded;
        }
        return isStream() ? "text/event-stream" : "application/json";
    }

    /** The answer's headers about rates and retries, by their names in small letters. */
    public Map<String, String> limits() {
        Map<String, String> limits = new TreeMap<>();
        response.path("headers").properties().forEach(header -> {
            if (header.getKey().matches(".*(ratelimit|retry).*")) {
                limits.put(header.getKey(), header.getValue().asText());
            }
        });
        return limits;
    }

    /** The answer's JSON; missing where it was streamed. */
    public JsonNode body() {
        return response.path("body");
    }

    /** The provider's answer on its wire: as it was, or made of the objects that were kept of it. */
    public byte[] wire() {
        if (response.has("sse")) {
            return response.path("sse")
                    .valueStream()
                    .map(JsonNode::textValue)
                    .collect(Collectors.joining("\n"))
                    .getBytes(UTF_8);
        } else if (response.has("chunks")) {
            StringBuilder events = new StringBuilder();
            response.path("chunks")
                    .forEach(it -> events.append("data: ").append(text(it)).append("\n\n"));
            return events.append("data: [DONE]\n\n").toString().getBytes(UTF_8);
        }
        return body().isTextual() ? body().textValue().getBytes(UTF_8) : bytes(body());
    }

    /** The data of the answer's events, read as plainly as can be. */
    public List<String> events() {
        return events(new String(wire(), UTF_8));
    }

    /** The same of any stream. */
    public static List<String> events(String wire) {
        List<String> events = new ArrayList<>();
        for (String block : wire.replace("\r\n", "\n").split("\n\n")) {
            List<String> data = block.lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring(5).strip())
                    .toList();
            if (!data.isEmpty() && !String.join("", data).isEmpty()) {
                events.add(String.join("\n", data));
            }
        }
        return events;
    }

    /** A request as it goes to a provider that names its model so. */
    public static byte[] named(ObjectNode request, String model) {
        return bytes(request.deepCopy().put("model", model));
    }

    public static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static String text(JsonNode node) {
        return new String(bytes(node), UTF_8);
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return Json.MAPPER.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
