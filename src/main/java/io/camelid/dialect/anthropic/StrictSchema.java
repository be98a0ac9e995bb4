package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema within what the provider can hold a model to. Source: Anthropic, "Structured outputs", "JSON Schema
 * limitations". Lossy: bounds, lengths and the like are taken out, which the provider would refuse, and told to the model in
 * the description instead; an object is closed.
 */
final class StrictSchema {

    private static final Set<String> SCHEMAS = Set.of("items");
    private static final Set<String> LISTS = Set.of("anyOf", "allOf");
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");

    private static final Set<String> KEPT =
            Set.of("type", "enum", "const", "required", "description", "title", "default", "pattern", "$ref");

    /** They say nothing of the value. */
    private static final Set<String> NOTES =
            Set.of("$schema", "$id", "$comment", "examples", "deprecated", "readOnly", "writeOnly");

    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    private final List<String> lost;

    private StrictSchema(List<String> lost) {
        this.lost = lost;
    }

    /** @param path the schema's in the request */
    static ObjectNode of(Map<String, @Nullable Object> schema, String path, List<String> lost) {
        return new StrictSchema(lost).object(Json.MAPPER.valueToTree(schema), path);
    }

    private JsonNode schema(JsonNode schema, String path) {
        return schema.isObject() ? object(schema, path) : schema;
    }

    private ObjectNode object(JsonNode schema, String path) {
        ObjectNode strict = Json.MAPPER.createObjectNode();
        List<String> told = new ArrayList<>();
        schema.properties().forEach(member -> {
            if (!member(strict, member.getKey(), member.getValue(), path + "." + member.getKey())) {
                told.add(member.getKey() + ": " + member.getValue());
            }
        });
        if (schema.has("properties") || schema.path("type").asText().equals("object")) {
            close(strict, schema.get("additionalProperties"), path);
        }
        if (!told.isEmpty()) {
            String description = strict.path("description").asText();
            strict.put("description", (description + " (" + String.join(", ", told) + ")").strip());
        }
        return strict;
    }

    /** Returns false where the member has no place. */
    private boolean member(ObjectNode strict, String name, JsonNode value, String path) {
        if (KEPT.contains(name)) {
            strict.set(name, value);
        } else if (SCHEMAS.contains(name)) {
            strict.set(name, schema(value, path));
        } else if (MAPS.contains(name)) {
            ObjectNode map = strict.putObject(name);
            value.properties().forEach(it -> map.set(it.getKey(), schema(it.getValue(), path + "." + it.getKey())));
        } else if (LISTS.contains(name)) {
            list(strict.putArray(name), value, path);
        } else if (isTaken(name, value)) {
            strict.set(name, value);
        } else if (!NOTES.contains(name) && !name.equals("additionalProperties")) {
            lost.add(path);
            // one of these or several of these: what is made of the difference is the model's affair
            if (name.equals("oneOf") && !strict.has("anyOf")) {
                list(strict.putArray("anyOf"), value, path);
                return true;
            }
            return false;
        }
        return true;
    }

    private static boolean isTaken(String name, JsonNode value) {
        return (name.equals("format") && FORMATS.contains(value.asText()))
                || (name.equals("minItems") && value.asInt(2) <= 1);
    }

    private void list(ArrayNode list, JsonNode schemas, String path) {
        for (int i = 0; i < schemas.size(); i++) {
            list.add(schema(schemas.get(i), path + "[" + i + "]"));
        }
    }

    private void close(ObjectNode strict, @Nullable JsonNode additional, String path) {
        if (additional != null && !(additional.isBoolean() && !additional.booleanValue())) {
            lost.add(path + ".additionalProperties");
        }
        strict.put("additionalProperties", false);
    }
}
