package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ContentItem;
import io.camelid.llama.EmbeddingsRequest;

/**
 * Writes {@code POST /v1/inference/embeddings}. Texts are bare as long as all are texts: its lists are of one kind. What the
 * client did not say is left to the server.
 *
 * <p>Source: Llama Stack, {@code Inference.embeddings}. Lossy: cache marks have no place.
 */
final class EmbeddingsEncoder {

    private EmbeddingsEncoder() {}

    static ObjectNode encode(EmbeddingsRequest request) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("model_id", request.model());
        ArrayNode contents = json.putArray("contents");
        if (request.contents().stream().allMatch(ContentItem.Text.class::isInstance)) {
            request.contents().forEach(item -> contents.add(item.asText()));
        } else {
            for (int i = 0; i < request.contents().size(); i++) {
                contents.add(ContentEncoder.encode(request.contents().get(i), "contents[" + i + "]"));
            }
        }
        if (request.textTruncation() != null) {
            json.put("text_truncation", Words.write(request.textTruncation()));
        }
        if (request.outputDimension() != null) {
            json.put("output_dimension", request.outputDimension());
        }
        if (request.taskType() != null) {
            json.put("task_type", Words.write(request.taskType()));
        }
        return json;
    }
}
