package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * A provider as Llama Stack's clients list it. Source: Llama Stack, {@code apis/providers}, {@code ProviderInfo}.
 *
 * @param config without keys
 * @param health what is known of it, in Llama Stack's words
 */
public record ProviderObject(
        @JsonProperty("api") String api,
        @JsonProperty("provider_id") String providerId,
        @JsonProperty("provider_type") String providerType,
        @JsonProperty("config") Map<String, Object> config,
        @JsonProperty("health") Map<String, Object> health) {

    /** What Llama Stack says of a provider that it does not watch. */
    private static final Map<String, Object> NOT_WATCHED = Map.of("status", "Not Implemented");

    /** All of them. Source: Llama Stack, {@code ListProvidersResponse}. */
    public record Page(@JsonProperty("data") List<ProviderObject> data) {}

    public static ProviderObject inference(String id, String type, Map<String, Object> config) {
        return new ProviderObject("inference", id, type, config, NOT_WATCHED);
    }

    public static Page page(List<ProviderObject> providers) {
        return new Page(providers);
    }
}
