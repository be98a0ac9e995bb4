package io.camelid.catalog;

import java.util.Map;

/** Bytes as a providers file, whatever they are. */
public final class AnyYaml {

    private static final ProviderTypes TYPES = ProviderTypes.shipped();

    private AnyYaml() {}

    /** @return whether they can work; {@link CatalogException}'s message says why not */
    public static boolean works(byte[] bytes) {
        try {
            return new CatalogReader(TYPES, Map.of("SET", "x")::get)
                            .read(bytes, "providers.yaml")
                            .catalog()
                    != null;
        } catch (CatalogException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("a refusal without a word", e);
            }
            return false;
        }
    }
}
