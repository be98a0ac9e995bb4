package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@code generateContent} request.
 *
 * <p>Source: Gemini API v1beta, {@code GenerateContentRequest}. Throws: {@link RequestException} for a grammar, for a tool
 * result without its call, and for an image of no known format. Lossy: what has no place is listed in
 * the result.
 */
final class ChatRequestEncoder {

    private ChatRequestEncoder() {}

    static WireRequest encode(ChatCompletionRequest request, ModelTraits traits) {
        List<String> notCarried = new ArrayList<>();
        ObjectNode json = Json.MAPPER.createObjectNode();
        new MessageEncoder(traits, notCarried).encode(request.messages(), json);
        ToolEncoder.encode(request, json, notCarried);
        ObjectNode config = SamplingEncoder.encode(request, traits, notCarried);
        if (!config.isEmpty()) {
            json.set("generationConfig", config);
        }
        return new WireRequest(path(request), Json.bytes(json), notCarried);
    }

    private static String path(ChatCompletionRequest request) {
        return ModelResource.of(request.model()).path()
                + (request.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }
}
