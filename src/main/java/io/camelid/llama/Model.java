package io.camelid.llama;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model on offer. Source: Llama Stack, {@code apis/models}, {@code Model}.
 *
 * @param identifier what callers ask for
 * @param providerResourceId what the provider calls it
 * @param metadata plain values
 */
public record Model(
        String identifier,
        String providerResourceId,
        String providerId,
        Type modelType,
        Map<String, @Nullable Object> metadata) {

    public Model {
        metadata = Values.copy(metadata);
    }

    /** What a model is for. */
    public enum Type {
        LLM,
        EMBEDDING
    }
}
