package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.Json;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows canonical values as JSON: what is null or empty is left out, a variant of a family tells its name. */
final class Canonical {

    private Canonical() {}

    static JsonNode show(@Nullable Object value) {
        return switch (value) {
            case null -> NullNode.getInstance();
            case Record it -> record(it);
            case Enum<?> it -> TextNode.valueOf(it.name());
            case List<?> it -> list(it);
            case Map<?, ?> it -> map(it);
            case Double it when it == Math.rint(it) -> LongNode.valueOf(it.longValue());
            default -> Json.MAPPER.valueToTree(value);
        };
    }

    private static ObjectNode record(Record value) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        if (value.getClass().getEnclosingClass() != null) {
            json.put("is", value.getClass().getSimpleName());
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            JsonNode shown = show(get(value, component));
            if (!shown.isNull() && !(shown.isContainerNode() && shown.isEmpty())) {
                json.set(component.getName(), shown);
            }
        }
        return json;
    }

    private static ArrayNode list(List<?> values) {
        ArrayNode json = Json.MAPPER.createArrayNode();
        values.forEach(value -> json.add(show(value)));
        return json;
    }

    private static ObjectNode map(Map<?, ?> values) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        values.forEach((name, value) -> json.set(name.toString(), show(value)));
        return json;
    }

    private static @Nullable Object get(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
