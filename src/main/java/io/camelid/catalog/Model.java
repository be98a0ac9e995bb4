package io.camelid.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code models} whose provider is switched on.
 *
 * @param id the name clients use
 * @param providerModelId the name the provider uses
 * @param metadata plain JSON values, in the order of the file
 */
public record Model(
        String id, Provider provider, String providerModelId, ModelType type, Map<String, @Nullable Object> metadata) {

    public Model {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
