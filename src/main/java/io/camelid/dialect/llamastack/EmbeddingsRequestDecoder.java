package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Fields;
import io.camelid.llama.ContentItem;
import io.camelid.llama.EmbeddingTaskType;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.TextTruncation;
import java.util.List;

/**
 * Reads {@code POST /v1/inference/embeddings}. Source: Llama Stack, {@code Inference.embeddings}. Throws:
 * {@link io.camelid.error.RequestException} that names the field.
 */
public final class EmbeddingsRequestDecoder {

    private EmbeddingsRequestDecoder() {}

    public static Decoded<EmbeddingsRequest> decode(JsonNode body) {
        Fields in = Fields.ofRequest(body);
        EmbeddingsRequest request = new EmbeddingsRequest(
                in.requiredText("model_id"),
                contents(in),
                Words.read(in, "text_truncation", TextTruncation.class),
                in.integer("output_dimension", 1, Integer.MAX_VALUE),
                Words.read(in, "task_type", EmbeddingTaskType.class));
        return new Decoded<>(request, in.unread());
    }

    /** A list is of one kind. */
    private static List<ContentItem> contents(Fields in) {
        JsonNode contents = in.node("contents");
        if (contents == null || contents.isEmpty()) {
            throw in.wrong("contents", "must hold at least one text or item.");
        }
        return contents.path(0).isTextual()
                ? in.texts("contents").stream()
                        .<ContentItem>map(ContentItem.Text::new)
                        .toList()
                : in.objects("contents").stream().map(ContentDecoder::item).toList();
    }
}
