package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.StubProvider.Request;
import java.util.List;

/** A provider's wire format, from the provider's side: what it refuses, how it reads and how it answers. */
interface Wire {

    static Wire of(JsonNode row) {
        return switch (row.path("wire").asText()) {
            case "openai" -> new OpenAiWire(row);
            case "anthropic" -> new AnthropicMessages();
            case "gemini" -> new GeminiContent();
            case "llama-stack" -> new LlamaStackInference();
            default -> throw new IllegalArgumentException(row.toString());
        };
    }

    /** Whether it has such a method and path; {@code path} is without the address's own. */
    boolean has(String path);

    /** What of a request it answers with a 400; empty where nothing is wrong. */
    List<String> problems(String path, JsonNode body, Request request);

    Asked asked(String path, JsonNode body);

    /** A whole answer to what was asked at this path. */
    String whole(String path, JsonNode body, Reply reply);

    /** The same as a stream, in its pieces. */
    List<String> stream(String path, JsonNode body, Reply reply);

    /** The body of an error. */
    String error(int status, String words);

    /** What it does when it fails in the middle of a stream. */
    String errorEvent(String words);

    /** The header that has the key. */
    default String keyHeader() {
        return "authorization";
    }

    /** The content type of an error. */
    default String errorType(boolean stream) {
        return "application/json";
    }
}
