package io.camelid.catalog;

import io.camelid.dialect.ModelTable;
import io.camelid.dialect.RequestRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code provider-types.yaml}: what all providers of a type have in common, under one of its APIs.
 *
 * @param names the words for {@code provider_type}
 * @param api the word for {@code config.api}; empty where the type has but one API
 * @param address null for a provider inside this process
 * @param key null where it takes none
 * @param headers what every request to it has
 * @param requestRules what of a request it does not take as its dialect has it
 * @param extraParams where it takes sampling parameters that its dialect has not
 * @param settings what its {@code config} may hold beside address, API and key
 * @param traits what its models may differ in
 * @param models as {@link Provider} has it
 * @param modelMetadata as {@link Provider} has it
 * @param lacks as {@link Provider} has it
 * @param skipped why a provider of this type is left out instead of stopping the start; empty where it is not
 */
record ProviderType(
        List<String> names,
        String api,
        String template,
        String dialect,
        @Nullable Address address,
        @Nullable Key key,
        ExtraHeaders headers,
        RequestRules requestRules,
        Map<String, String> extraParams,
        Map<String, Setting> settings,
        Map<String, Setting> traits,
        ModelTable models,
        Map<String, @Nullable Object> modelMetadata,
        Set<String> lacks,
        String skipped) {

    /** Whether {@code config.api} means this row: the word of its own, or its dialect. */
    boolean isCalled(String word) {
        return word.equals(api) || word.equals(dialect);
    }

    /** Whether a complete address is the type's own. */
    boolean isDefault(String baseUrl) {
        return address != null
                && !address.url().isEmpty()
                && baseUrl.equals(BaseUrl.complete(address.url(), address.suffix(), address.afterAnyPath()));
    }

    /**
     * Where providers of this type are.
     *
     * @param url the type's own; empty where each provider must say
     * @param dataKey where a request may say, when the provider does not; empty where it may not
     * @param suffix what every address ends with
     * @param afterAnyPath as {@link BaseUrl#complete} has it
     */
    record Address(String url, String dataKey, String suffix, boolean afterAnyPath) {

        AddressRule rule() {
            return dataKey.isEmpty() ? AddressRule.NONE : new AddressRule(dataKey, suffix, afterAnyPath);
        }
    }

    /**
     * How its key goes; the components are those of {@link KeyRule}.
     *
     * @param dataKey may hold {@code {provider_id}}
     */
    record Key(String setting, String dataKey, String header, String prefix, boolean requestFirst, Need need) {

        /** The same, carried by another header if that is not empty. */
        Key in(String otherHeader) {
            boolean bearer = otherHeader.equalsIgnoreCase("Authorization");
            return otherHeader.isEmpty()
                    ? this
                    : new Key(setting, dataKey, otherHeader, bearer ? "Bearer " : "", requestFirst, need);
        }

        KeyRule rule(String providerId, boolean atDefaultUrl) {
            boolean required =
                    switch (need) {
                        case ALWAYS -> true;
                        case NEVER -> false;
                        case AT_DEFAULT_URL -> atDefaultUrl;
                    };
            return new KeyRule(
                    setting, dataKey.replace("{provider_id}", providerId), header, prefix, requestFirst, required);
        }
    }

    /** When a provider can't be called without a key. */
    enum Need {
        ALWAYS,
        NEVER,
        AT_DEFAULT_URL
    }

    /** What a setting's text must look like. */
    enum Kind {
        TEXT,
        NUMBER,
        /** A number of at least one. */
        COUNT,
        STATUS,
        FLAG,
        WORD
    }

    /**
     * With what it may be and what it is.
     *
     * @param words those it may be, where it is a word
     * @param absent what it is where config does not say; empty: not set
     */
    record Setting(Kind kind, boolean required, List<String> words, String absent) {}
}
