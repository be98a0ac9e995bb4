package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the rows of {@code fixtures/contract/providers.yaml}, and JSON. */
final class Data {

    private static final Path FILE = Path.of("src/test/resources/fixtures/contract/providers.yaml");

    private Data() {}

    /** By their ids, in the file's order; {@code like} is resolved. */
    static Map<String, ObjectNode> rows() {
        Map<String, ObjectNode> rows = new LinkedHashMap<>();
        for (JsonNode row : yaml().path("providers")) {
            ObjectNode whole = Json.MAPPER.createObjectNode();
            if (row.has("like")) {
                whole.setAll(Objects.requireNonNull(rows.get(row.path("like").textValue()))
                        .deepCopy());
            }
            whole.setAll((ObjectNode) row);
            rows.put(row.path("id").textValue(), whole);
        }
        return rows;
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    /** A text as JSON. */
    static String quoted(String text) {
        return Json.MAPPER.valueToTree(text).toString();
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(it -> texts.add(it.asText()));
        return texts;
    }

    /** The text of a content: a text itself, or the texts among its parts. */
    static String text(JsonNode content) {
        return content.isTextual() ? content.textValue() : String.join("", content.findValuesAsText("text"));
    }

    /** Puts members in; the word absent takes one away. */
    static ObjectNode put(ObjectNode into, JsonNode members) {
        members.fields().forEachRemaining(it -> {
            if (it.getValue().asText().equals("absent")) {
                into.remove(it.getKey());
            } else {
                into.set(it.getKey(), it.getValue());
            }
        });
        return into;
    }

    private static JsonNode yaml() {
        try {
            Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
            return Json.MAPPER.valueToTree(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
