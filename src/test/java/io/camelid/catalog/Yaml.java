package io.camelid.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelid.catalog.CatalogReader.Reading;
import java.util.Map;

/** Reads providers files written in a test. */
final class Yaml {

    private Yaml() {}

    static Reading read(String yaml, Map<String, String> environment) {
        return new CatalogReader(ProviderTypes.shipped(), environment::get)
                .read(yaml.getBytes(UTF_8), "providers.yaml");
    }

    static Catalog catalog(String yaml) {
        return read(yaml, Map.of()).catalog();
    }

    /** A file with one provider. */
    static Provider provider(String type, String config) {
        Catalog catalog = catalog("""
                providers:
                  inference:
                  - {provider_id: it, provider_type: "%s", config: {%s}}
                """.formatted(type, config));
        return catalog.providers().values().iterator().next();
    }
}
