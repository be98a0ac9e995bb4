package io.camelid.llama;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts or images whose meaning is wanted as numbers. Source: Llama Stack, {@code Inference.embeddings}.
 *
 * @param outputDimension how many numbers each; null for the model's own
 */
public record EmbeddingsRequest(
        String model, List<ContentItem> contents, @Nullable Integer outputDimension) {

    public EmbeddingsRequest {
        contents = List.copyOf(contents);
    }

    /** The same for another model, or for the same model by another name. */
    public EmbeddingsRequest withModel(String other) {
        return new EmbeddingsRequest(other, contents, outputDimension);
    }
}
