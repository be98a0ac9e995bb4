package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a {@code generateContent} request.
 *
 * <p>Source: Gemini API v1beta, {@code GenerateContentRequest}. Throws: {@link RequestException} for a grammar, for a tool
 * result without its call, and for an image of no known format. Lossy: what has no place is listed in
 * the result.
 */
final class RequestEncoder {

    private RequestEncoder() {}

    static WireRequest encode(ChatCompletionRequest request) {
        List<String> notCarried = new ArrayList<>();
        Generation generation = Generation.of(request.model());
        ObjectNode json = Json.MAPPER.createObjectNode();
        new MessageEncoder(generation, notCarried).encode(request.messages(), json);
        ToolEncoder.encode(request, json, notCarried);
        ObjectNode config = GenerationConfigEncoder.encode(request, generation, notCarried);
        if (!config.isEmpty()) {
            json.set("generationConfig", config);
        }
        return new WireRequest(path(request), Json.bytes(json), notCarried);
    }

    private static String path(ChatCompletionRequest request) {
        return resource(request.model()) + (request.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    /** A name with a slash is a resource's own: {@code tunedModels/…}, {@code publishers/google/models/…}. */
    private static String resource(String model) {
        List<String> segments = List.of((model.contains("/") ? model : "models/" + model).split("/", -1));
        if (segments.stream().anyMatch(segment -> segment.matches("\\.{0,2}"))) {
            // the name may be a client's, and must not lead anywhere else
            throw RequestException.invalid("'model' is no name of a model.", "model");
        }
        return segments.stream()
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
