package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** A table of {@code fixtures/fields}: what becomes of each field of a request, with a request that has it. */
public final class FieldTable {

    /** One line; the last cell is JSON. */
    public record Row(List<String> cells) {

        String field() {
            return cells.getFirst();
        }

        public String fate(int column) {
            return cells.get(column);
        }

        /** A base request with the fields of this row in place of its own. */
        public ObjectNode on(String base) {
            ObjectNode request = (ObjectNode) read(base);
            request.setAll((ObjectNode) read(cells.getLast()));
            return request;
        }

        /** A base document with the fields of this row merged in; lists element by element. */
        JsonNode into(String base) {
            return merged(read(base), read(cells.getLast()));
        }

        /** The same request, but for this field. */
        public <T extends JsonNode> T without(T document) {
            return changed(document, ObjectNode::remove);
        }

        /** The same request with another word in this field. */
        <T extends JsonNode> T inOtherWords(T document) {
            return changed(document, (holder, name) -> holder.put(name, "other"));
        }

        private <T extends JsonNode> T changed(T document, BiConsumer<ObjectNode, String> change) {
            T copy = document.deepCopy();
            change(
                    copy,
                    Arrays.stream(field().replace("[]", ".[]").split("\\."))
                            .filter(step -> !step.isEmpty())
                            .toList(),
                    change);
            return copy;
        }

        @Override
        public String toString() {
            return field();
        }
    }

    private FieldTable() {}

    private static JsonNode merged(JsonNode base, JsonNode more) {
        if (base instanceof ObjectNode object && more.isObject()) {
            more.properties()
                    .forEach(field -> object.set(
                            field.getKey(),
                            object.has(field.getKey())
                                    ? merged(object.get(field.getKey()), field.getValue())
                                    : field.getValue()));
            return object;
        }
        if (base instanceof ArrayNode list && more.isArray()) {
            for (int at = 0; at < more.size(); at++) {
                if (at < list.size()) {
                    list.set(at, merged(list.get(at), more.get(at)));
                } else {
                    list.add(more.get(at));
                }
            }
            return list;
        }
        return more;
    }

    public static List<Row> rows(String name) {
        return resource("/fixtures/fields/" + name + ".txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> new Row(
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList()))
                .toList();
    }

    /** The paths of all properties of a schema of OpenAI's, {@code []} for the elements of a list. */
    static Set<String> fields(String schema) {
        Set<String> paths = new TreeSet<>();
        JsonNode root = read(resource("/openai-schema/" + schema + ".schema.json"));
        collect(root, root, "", Set.of(), paths);
        return paths;
    }

    static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    private static void collect(JsonNode schema, JsonNode root, String path, Set<String> open, Set<String> paths) {
        String reference = schema.path("$ref").asText("");
        if (!reference.isEmpty() && !open.contains(reference)) {
            Set<String> opened = new TreeSet<>(open);
            opened.add(reference);
            collect(root.at(reference.substring(1)), root, path, opened, paths);
        }
        for (String family : List.of("anyOf", "oneOf", "allOf")) {
            schema.path(family).forEach(member -> collect(member, root, path, open, paths));
        }
        schema.path("properties").properties().forEach(property -> {
            String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            paths.add(below);
            collect(property.getValue(), root, below, open, paths);
        });
        collectItems(schema.path("items"), root, path + "[]", open, paths);
    }

    private static void collectItems(JsonNode items, JsonNode root, String path, Set<String> open, Set<String> paths) {
        if (items.isObject()) {
            collect(items, root, path, open, paths);
        }
    }

    private static void change(JsonNode from, List<String> path, BiConsumer<ObjectNode, String> change) {
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (rest.isEmpty() && from instanceof ObjectNode object) {
            change.accept(object, step);
        } else if (step.equals("[]")) {
            from.forEach(element -> change(element, rest, change));
        } else if (!rest.isEmpty()) {
            change(from.path(step), rest, change);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(FieldTable.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
