package io.camelid.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.llama.ChatCompletionRequest;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a {@code generateContent} request.
 *
 * <p>Source: Gemini API v1beta, {@code GenerateContentRequest}. Throws: {@link io.camelid.error.RequestException} for a
 * grammar, for a tool result without its call, and for an image of no known format. Lossy: what has no place is listed in
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
        return new WireRequest(path(request), bytes(json), notCarried);
    }

    /** A name with a slash is a resource's own: {@code tunedModels/…}, {@code publishers/google/models/…}. */
    private static String path(ChatCompletionRequest request) {
        String model = request.model();
        String resource = Stream.of((model.contains("/") ? model : "models/" + model).split("/", -1))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return resource + (request.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return Json.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
