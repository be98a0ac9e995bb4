package io.camelid.catalog;

import org.jspecify.annotations.Nullable;

/** Where {@code ${env.NAME}} gets its values, as {@link System#getenv(String)} does. */
@FunctionalInterface
public interface Environment {

    @Nullable
    String get(String name);
}
