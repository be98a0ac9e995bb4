package io.camelid.llama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.Json;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any canonical record as JSON, for golden files: its components by name and its own name under {@code is}. */
public final class CanonicalJson {

    private CanonicalJson() {}

    public static JsonNode of(@Nullable Object value) {
        return switch (value) {
            case null -> NullNode.getInstance();
            case Record record -> record(record);
            case List<?> list -> list(list);
            case Double number when number == Math.rint(number) -> tree(number.longValue());
            case Enum<?> word -> TextNode.valueOf(word.name());
            default -> tree(value);
        };
    }

    /** As a file would have it. */
    private static JsonNode tree(Object value) {
        try {
            return Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode list(List<?> values) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        values.forEach(value -> list.add(of(value)));
        return list;
    }

    private static JsonNode record(Record record) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("is", record.getClass().getSimpleName());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            JsonNode value = of(component(record, component));
            if (!value.isNull() && !(value.isArray() && value.isEmpty())) {
                json.set(component.getName(), value);
            }
        }
        return json;
    }

    private static @Nullable Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
