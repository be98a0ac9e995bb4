package io.camelid.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code providers.inference} that is switched on.
 *
 * @param id its {@code provider_id}: letters, digits, dot, underscore and hyphen only, as it stands in endpoint names
 * @param type its {@code provider_type} as written
 * @param template the route template its route is made of
 * @param dialect the wire format it speaks
 * @param baseUrl absolute, the type's suffix included, no slash at the end; empty for a provider inside this process
 * @param keyRule how it takes its key
 * @param apiKey the key from the file
 * @param settings what else its {@code config} holds that its type knows, as text
 * @param modelMetadata what each of its models says of itself where the file does not say otherwise
 */
public record Provider(
        String id,
        String type,
        String template,
        String dialect,
        String baseUrl,
        KeyRule keyRule,
        ApiKey apiKey,
        Map<String, String> settings,
        Map<String, @Nullable Object> modelMetadata) {

    public Provider {
        settings = Map.copyOf(settings);
        modelMetadata = Collections.unmodifiableMap(new LinkedHashMap<>(modelMetadata));
    }

    /** A setting that the type declares as a number. */
    public int number(String setting, int absent) {
        String text = settings.get(setting);
        return text == null ? absent : Integer.parseInt(text);
    }
}
