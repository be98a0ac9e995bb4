package io.camelid.llama;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts or images whose meaning is wanted as numbers. Source: Llama Stack, {@code Inference.embeddings}.
 *
 * @param textTruncation where a text that is too long is cut; null where the caller did not say
 * @param outputDimension how many numbers each; null for the model's own
 * @param taskType what the numbers are for; null where the caller did not say
 */
public record EmbeddingsRequest(
        String model,
        List<ContentItem> contents,
        @Nullable TextTruncation textTruncation,
        @Nullable Integer outputDimension,
        @Nullable EmbeddingTaskType taskType) {

    public EmbeddingsRequest {
        contents = List.copyOf(contents);
    }

    public EmbeddingsRequest(String model, List<ContentItem> contents, @Nullable Integer outputDimension) {
        this(model, contents, null, outputDimension, null);
    }

    /** The same for another model, or for the same model by another name. */
    public EmbeddingsRequest withModel(String other) {
        return new EmbeddingsRequest(other, contents, textTruncation, outputDimension, taskType);
    }
}
