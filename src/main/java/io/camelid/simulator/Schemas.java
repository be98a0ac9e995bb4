package io.camelid.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads JSON schemas as plain values. */
final class Schemas {

    private Schemas() {}

    /** The members of an object; none where it is something else. */
    static Map<String, @Nullable Object> members(@Nullable Object value) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        return members;
    }

    static Map<String, @Nullable Object> without(Map<String, @Nullable Object> schema, String keyword) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(schema);
        rest.remove(keyword);
        return rest;
    }

    /** What both ask for: properties and required names of both, else the first one's word. */
    static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> first, Map<String, @Nullable Object> second) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(first);
        second.forEach((keyword, value) -> {
            if (!both.containsKey(keyword)) {
                both.put(keyword, value);
            } else if (keyword.equals("properties")) {
                both.put(keyword, mergeProperties(members(both.get(keyword)), members(value)));
            } else if (keyword.equals("required")) {
                both.put(keyword, union(both.get(keyword), value));
            }
        });
        return both;
    }

    private static Map<String, @Nullable Object> mergeProperties(
            Map<String, @Nullable Object> first, Map<String, @Nullable Object> second) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(first);
        second.forEach((name, schema) ->
                both.put(name, both.containsKey(name) ? merge(members(both.get(name)), members(schema)) : schema));
        return both;
    }

    private static List<Object> union(@Nullable Object first, @Nullable Object second) {
        Set<Object> both = new LinkedHashSet<>();
        for (Object list : new @Nullable Object[] {first, second}) {
            if (list instanceof List<?> names) {
                both.addAll(names);
            }
        }
        return new ArrayList<>(both);
    }

    /** The type's word: the first where there are several, guessed where there is none. */
    static String type(Map<String, @Nullable Object> schema) {
        Object type = schema.get("type");
        if (type instanceof List<?> types && !types.isEmpty()) {
            type = types.getFirst();
        }
        if (type instanceof String word) {
            return word;
        }
        if (schema.containsKey("properties") || schema.containsKey("required")) {
            return "object";
        }
        return schema.containsKey("items") || schema.containsKey("prefixItems") ? "array" : "string";
    }

    /** The names of required members: those the schema describes in its order, then the others. */
    static Set<String> required(Map<String, @Nullable Object> schema, Map<String, @Nullable Object> properties) {
        List<String> required = new ArrayList<>();
        if (schema.get("required") instanceof List<?> names) {
            names.forEach(name -> required.add(String.valueOf(name)));
        }
        Set<String> ordered = new LinkedHashSet<>(properties.keySet());
        ordered.retainAll(required);
        ordered.addAll(required);
        return ordered;
    }

    /** A count; 0 where there is none. */
    static int count(Map<String, @Nullable Object> schema, String keyword) {
        return schema.get(keyword) instanceof Number number ? Math.clamp(number.longValue(), 0, Integer.MAX_VALUE) : 0;
    }

    /** What a reference inside the same document means; null where it leads nowhere. */
    static @Nullable Object resolve(Map<String, @Nullable Object> root, String reference) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            return null;
        }
        Object found = root;
        for (String step : reference.substring(1).split("/", -1)) {
            // the first is empty: what stands before the first slash
            found = step.isEmpty() ? found : step(found, step);
        }
        return found;
    }

    private static @Nullable Object step(@Nullable Object from, String step) {
        String name = decoded(step).replace("~1", "/").replace("~0", "~");
        return switch (from) {
            case Map<?, ?> map -> map.get(name);
            case List<?> list
            when name.matches("\\d{1,9}") && Integer.parseInt(name) < list.size() -> list.get(Integer.parseInt(name));
            case null, default -> null;
        };
    }

    /** A reference is a part of a URI. */
    private static String decoded(String step) {
        try {
            return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return step;
        }
    }
}
