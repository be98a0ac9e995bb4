package io.camelid.catalog;

import io.camelid.dialect.ModelTable;
import io.camelid.dialect.RequestRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code providers.inference} that is switched on.
 *
 * @param id its {@code provider_id}: letters, digits, dot, underscore and hyphen only, as it stands in endpoint names
 * @param type its {@code provider_type} as written
 * @param template the route template its route is made of
 * @param dialect the wire format it speaks
 * @param baseUrl absolute, the type's suffix included, no slash at the end; empty for a provider inside this process, and
 *     where each request brings it
 * @param addressRule how a request brings it
 * @param keyRule how it takes its key
 * @param apiKey the key from the file
 * @param headers what every request to it has
 * @param requestRules what of a request it does not take as its dialect has it
 * @param extraParams where it takes sampling parameters that its dialect has not, by Llama Stack's names
 * @param settings what else its {@code config} holds that its type knows, as text
 * @param models what its models take, where they differ
 * @param modelMetadata what each of its models says of itself where the file does not say otherwise
 * @param lacks OpenAI's endpoints that it has nothing for: {@code completions}, {@code embeddings}
 */
public record Provider(
        String id,
        String type,
        String template,
        String dialect,
        String baseUrl,
        AddressRule addressRule,
        KeyRule keyRule,
        ApiKey apiKey,
        ExtraHeaders headers,
        RequestRules requestRules,
        Map<String, String> extraParams,
        Map<String, String> settings,
        ModelTable models,
        Map<String, @Nullable Object> modelMetadata,
        Set<String> lacks) {

    public Provider {
        extraParams = Map.copyOf(extraParams);
        settings = Map.copyOf(settings);
        modelMetadata = Collections.unmodifiableMap(new LinkedHashMap<>(modelMetadata));
    }

    /** The same provider where a request says it is, without the operator's secrets: they go to the operator's address only. */
    Provider at(String requestedUrl) {
        return new Provider(
                id,
                type,
                template,
                dialect,
                requestedUrl,
                addressRule,
                keyRule,
                ApiKey.NONE,
                ExtraHeaders.NONE,
                requestRules,
                extraParams,
                settings,
                models,
                modelMetadata,
                lacks);
    }

    /** A setting that the type declares as text; empty where it is not set. */
    public String text(String setting) {
        return settings.getOrDefault(setting, "");
    }

    /** A setting that the type declares as a number. */
    public int number(String setting, int absent) {
        String text = settings.get(setting);
        return text == null ? absent : Integer.parseInt(text);
    }
}
