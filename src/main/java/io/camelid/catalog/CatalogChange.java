package io.camelid.catalog;

import java.util.List;
import java.util.function.Predicate;

/** From one catalog to the next. */
public record CatalogChange(Catalog before, Catalog after) {

    /** Providers whose id is new. */
    public List<Provider> added() {
        return select(after, it -> !before.providers().containsKey(it.id()));
    }

    /** Providers whose id stays and something else of them does not, as they will be. */
    public List<Provider> changed() {
        return select(
                after,
                it -> before.providers().containsKey(it.id())
                        && !it.equals(before.providers().get(it.id())));
    }

    /** Providers whose id goes, as they were. */
    public List<Provider> removed() {
        return select(before, it -> !after.providers().containsKey(it.id()));
    }

    private static List<Provider> select(Catalog from, Predicate<Provider> wanted) {
        return from.providers().values().stream().filter(wanted).toList();
    }
}
