package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.CacheMarks;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.llama.ContentItem;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.InterleavedContent;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@code batchEmbedContents} request, in which each content asks for itself. A task type only where the client
 * named one: it changes the numbers.
 *
 * <p>Source: Gemini API v1beta, {@code BatchEmbedContentsRequest}. Throws: {@link io.camelid.error.RequestException} for an
 * image of no known format. Lossy: cache marks and where a long text is cut, reported.
 */
final class EmbeddingsEncoder {

    private EmbeddingsEncoder() {}

    static WireRequest encode(EmbeddingsRequest request) {
        ModelResource model = ModelResource.of(request.model());
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode requests = json.putArray("requests");
        for (int i = 0; i < request.contents().size(); i++) {
            ObjectNode one = requests.addObject().put("model", model.name());
            one.putObject("content")
                    .putArray("parts")
                    .add(part(request.contents().get(i), "contents[" + i + "]"));
            if (request.outputDimension() != null) {
                one.put("outputDimensionality", request.outputDimension());
            }
            if (request.taskType() != null) {
                one.put("taskType", "RETRIEVAL_" + request.taskType());
            }
        }
        List<String> notCarried =
                new ArrayList<>(CacheMarks.of("contents", new InterleavedContent.Items(request.contents())));
        if (request.textTruncation() != null) {
            notCarried.add("text_truncation");
        }
        return new WireRequest(model.path() + ":batchEmbedContents", Json.bytes(json), notCarried);
    }

    private static ObjectNode part(ContentItem item, String path) {
        return switch (item) {
            case ContentItem.Text(var text, var cache) ->
                Json.MAPPER.createObjectNode().put("text", text);
            case ContentItem.Image(var source, var cache) -> ImageEncoder.encode(source, path);
            case ContentItem.File file -> FileEncoder.encode(file);
        };
    }
}
