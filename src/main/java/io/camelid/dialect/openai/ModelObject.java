package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.camelid.llama.Model;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as both dialects want it in one object. Source: OpenAI, {@code Model}; Llama Stack, {@code apis/models},
 * {@code Model}.
 *
 * @param created seconds since 1970
 */
public record ModelObject(
        @JsonProperty("id") String id,
        @JsonProperty("object") String object,
        @JsonProperty("created") long created,
        @JsonProperty("owned_by") String ownedBy,
        @JsonProperty("identifier") String identifier,
        @JsonProperty("provider_id") String providerId,
        @JsonProperty("provider_resource_id") String providerResourceId,
        @JsonProperty("model_type") String modelType,

        @JsonProperty("metadata") @JsonInclude(JsonInclude.Include.ALWAYS)
        Map<String, @Nullable Object> metadata,

        @JsonProperty("type") String type) {

    /** All models on offer. Source: OpenAI, {@code ListModelsResponse}. */
    public record Page(
            @JsonProperty("object") String object,
            @JsonProperty("data") List<ModelObject> data) {}

    /** @param created when the model came to be, seconds since 1970 */
    public static ModelObject of(Model model, long created) {
        return new ModelObject(
                model.identifier(),
                "model",
                created,
                model.providerId(),
                model.identifier(),
                model.providerId(),
                model.providerResourceId(),
                model.modelType().name().toLowerCase(Locale.ROOT),
                model.metadata(),
                "model");
    }

    public static Page page(List<Model> models, long created) {
        return new Page("list", models.stream().map(model -> of(model, created)).toList());
    }
}
