package io.camelid.simulator;

import io.camelid.error.RequestException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the smallest value that fits a JSON schema: the constant, else the default, else the first of an enumeration, else
 * by type {@code "text"}, {@code 1}, {@code 1.5}, {@code true}, {@code []}, {@code {}}, moved into the schema's bounds;
 * required members only, in the schema's order; of alternatives the first that has an end. Single use.
 *
 * <p>Source: JSON Schema 2020-12, of which OpenAI's structured outputs are a part. Lossy: {@code pattern}, {@code format},
 * {@code uniqueItems}, {@code contains}, {@code not} and conditions are not looked at.
 */
final class SchemaInstance {

    /** Values and letters: nested references grow fast, and a client must not fill the memory with a short schema. */
    private static final int MOST = 100_000;

    private static final Map<String, @Nullable Object> OBJECT = Map.of("type", "object");

    private final Map<String, @Nullable Object> root;
    private final String param;
    private final Deque<String> openReferences = new ArrayDeque<>();

    private int made;

    private SchemaInstance(Map<String, @Nullable Object> root, String param) {
        this.root = root;
        this.param = param;
    }

    /**
     * A value that fits.
     *
     * @param param the field of the request that holds the schema, for messages
     * @throws RequestException no value fits, none of bearable size does, or a reference leads nowhere
     */
    static @Nullable Object of(Map<String, @Nullable Object> schema, String param) {
        SchemaInstance instance = new SchemaInstance(schema, param);
        try {
            return instance.value(schema);
        } catch (NoInstanceException e) {
            throw instance.refused("has no finite value that fits it");
        }
    }

    /** An object that fits; a schema without a type is an object's. */
    static Map<String, @Nullable Object> ofObject(Map<String, @Nullable Object> schema, String param) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (of(Schemas.merge(schema, OBJECT), param) instanceof Map<?, ?> members) {
            members.forEach((name, value) -> object.put(String.valueOf(name), value));
        }
        return object;
    }

    private @Nullable Object value(Map<String, @Nullable Object> schema) throws NoInstanceException {
        make(1);
        if (schema.containsKey("const")) {
            return schema.get("const");
        }
        if (schema.containsKey("default")) {
            return schema.get("default");
        }
        if (schema.get("enum") instanceof List<?> values && !values.isEmpty()) {
            return values.getFirst();
        }
        if (schema.get("$ref") instanceof String reference) {
            return referred(reference, Schemas.without(schema, "$ref"));
        }
        if (schema.get("allOf") instanceof List<?> parts) {
            return value(all(parts, Schemas.without(schema, "allOf")));
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.get(keyword) instanceof List<?> alternatives) {
                return alternative(alternatives, Schemas.without(schema, keyword));
            }
        }
        return typed(schema);
    }

    private @Nullable Object referred(String reference, Map<String, @Nullable Object> beside)
            throws NoInstanceException {
        if (openReferences.contains(reference)) {
            throw new NoInstanceException();
        }
        openReferences.push(reference);
        try {
            return value(Schemas.merge(beside, target(reference)));
        } finally {
            openReferences.pop();
        }
    }

    private Map<String, @Nullable Object> target(String reference) throws NoInstanceException {
        Object target = Schemas.resolve(root, reference);
        if (target == null) {
            throw refused("refers to '%s', which is not in it".formatted(reference));
        }
        return schema(target);
    }

    private Map<String, @Nullable Object> all(List<?> parts, Map<String, @Nullable Object> beside)
            throws NoInstanceException {
        Map<String, @Nullable Object> merged = beside;
        for (Object part : parts) {
            Map<String, @Nullable Object> schema = schema(part);
            // one schema holds one reference, and several parts may each have one
            if (schema.get("$ref") instanceof String reference && merged.containsKey("$ref")) {
                schema = Schemas.merge(Schemas.without(schema, "$ref"), target(reference));
            }
            merged = Schemas.merge(merged, schema);
        }
        return merged;
    }

    private @Nullable Object alternative(List<?> alternatives, Map<String, @Nullable Object> beside)
            throws NoInstanceException {
        for (Object alternative : alternatives) {
            try {
                return value(Schemas.merge(beside, schema(alternative)));
            } catch (NoInstanceException e) {
                // the next may have an end
            }
        }
        throw new NoInstanceException();
    }

    private @Nullable Object typed(Map<String, @Nullable Object> schema) throws NoInstanceException {
        return switch (Schemas.type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> SchemaScalars.integer(schema);
            case "number" -> SchemaScalars.number(schema);
            case "boolean" -> true;
            case "null" -> null;
            default -> {
                make(Schemas.count(schema, "minLength"));
                yield SchemaScalars.text(schema);
            }
        };
    }

    private Map<String, @Nullable Object> object(Map<String, @Nullable Object> schema) throws NoInstanceException {
        Map<String, @Nullable Object> properties = Schemas.members(schema.get("properties"));
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String name : Schemas.required(schema, properties)) {
            object.put(name, value(schema(properties.getOrDefault(name, Map.of()))));
        }
        return object;
    }

    private List<@Nullable Object> array(Map<String, @Nullable Object> schema) throws NoInstanceException {
        List<?> first = schema.get("prefixItems") instanceof List<?> items ? items : List.of();
        Object rest = schema.getOrDefault("items", Map.of());
        List<@Nullable Object> array = new ArrayList<>();
        for (int i = 0; i < Schemas.count(schema, "minItems"); i++) {
            array.add(value(schema(i < first.size() ? first.get(i) : rest)));
        }
        return array;
    }

    private void make(int more) {
        made = Math.addExact(made, Math.min(more, MOST));
        if (made > MOST) {
            throw refused("asks for a larger value than the simulator makes");
        }
    }

    private RequestException refused(String why) {
        return RequestException.invalid("The schema in '%s' %s.".formatted(param, why), param);
    }

    private static Map<String, @Nullable Object> schema(@Nullable Object schema) throws NoInstanceException {
        if (Boolean.FALSE.equals(schema)) {
            throw new NoInstanceException();
        }
        return Schemas.members(schema);
    }

    /** Nothing fits, or only something endless. */
    private static final class NoInstanceException extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
