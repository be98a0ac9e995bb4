package io.camelid.llama;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable deep copies of plain values: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean},
 * null. Unlike {@link Map#copyOf} they keep the order of keys, which a schema's reader sees, and nulls.
 */
final class Values {

    private Values() {}

    static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        values.forEach((key, value) -> copy.put(key, plain(value)));
        return Collections.unmodifiableMap(copy);
    }

    /** Keeps the order, copies no deeper: for maps of immutable values. */
    static <V> Map<String, V> ordered(Map<String, V> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> plainMap(map);
            case List<?> list -> plainList(list);
            case String text -> text;
            case Number number -> number;
            case Boolean bool -> bool;
            default -> throw new IllegalArgumentException("not a plain value: " + value.getClass());
        };
    }

    private static Map<String, @Nullable Object> plainMap(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, plain(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static List<@Nullable Object> plainList(List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(value -> copy.add(plain(value)));
        return Collections.unmodifiableList(copy);
    }
}
