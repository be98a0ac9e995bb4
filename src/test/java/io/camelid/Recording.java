package io.camelid.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One recorded exchange with a provider that speaks OpenAI. */
record Recording(String id, String endpoint, JsonNode request, JsonNode response) {

    private static final Map<String, String> ENDPOINTS =
            Map.of("chat", "/chat/completions", "completions", "/completions", "embeddings", "/embeddings");

    private static final Map<String, String> REQUIRED =
            Map.of("/chat/completions", "messages", "/completions", "prompt", "/embeddings", "input");

    private static final ObjectReader READER = Json.MAPPER.reader();

    /** All of a folder's that have one of OpenAI's inference endpoints. */
    static List<Recording> in(Path folder) {
        List<Recording> found = new ArrayList<>();
        for (JsonNode entry : read(folder.resolve("INDEX.json"))) {
            String endpoint = ENDPOINTS.get(entry.path("endpoint").textValue());
            if (endpoint != null) {
                JsonNode file = read(folder.resolve(entry.path("file").textValue()));
                found.add(new Recording(
                        file.path("id").textValue(), endpoint, file.at("/request/body"), file.path("response")));
            }
        }
        return found;
    }

    /** Why it can't be replayed; null if it can. */
    String leftOut() {
        if (!request.isObject()) {
            return "its request was not recorded";
        } else if (!request.path("model").isTextual()) {
            return "its request names no model";
        } else if (status() == 200 && request.path("stream").asBoolean() != isStream()) {
            return "its answer is streamed though its request does not ask for that";
        } else if (!request.has(REQUIRED.get(endpoint))) {
            return "its request is one of another endpoint";
        }
        return null;
    }

    int status() {
        return response.path("status").intValue();
    }

    boolean isStream() {
        return response.has("sse") || response.has("chunks");
    }

    /** What the client sends: all of the recorded request, but for the model's name. */
    byte[] request(String model) {
        return bytes(((ObjectNode) request.deepCopy()).put("model", model));
    }

    String contentType() {
        String recorded = response.at("/headers/content-type").asText();
        if (!recorded.isEmpty()) {
            return recorded;
        }
        return isStream() ? "text/event-stream" : "application/json";
    }

    /** The provider's answer on its wire: as it was, or made of the objects that were kept of it. */
    byte[] wire() {
        if (response.has("sse")) {
            List<String> lines = new ArrayList<>();
            response.path("sse").forEach(line -> lines.add(line.textValue()));
            return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        } else if (response.has("chunks")) {
            StringBuilder events = new StringBuilder();
            response.path("chunks")
                    .forEach(
                            chunk -> events.append("data: ").append(text(chunk)).append("\n\n"));
            return events.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
        }
        JsonNode body = response.path("body");
        return body.isTextual() ? body.textValue().getBytes(StandardCharsets.UTF_8) : bytes(body);
    }

    /** The words of a recorded error, wherever its provider put them. */
    List<String> words() {
        return words(response.path("body"));
    }

    static List<String> words(JsonNode error) {
        List<String> words = new ArrayList<>();
        if (error.isTextual()) {
            words.add(error.textValue().strip());
        }
        for (String key : List.of("message", "detail", "msg", "error", "error_message")) {
            error.findValues(key).stream().filter(JsonNode::isTextual).forEach(it -> words.add(it.textValue()));
        }
        words.removeIf(String::isBlank);
        return words;
    }

    static JsonNode json(String text) {
        try {
            return READER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode node) {
        return new String(bytes(node), StandardCharsets.UTF_8);
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
