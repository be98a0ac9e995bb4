package io.camelid.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call's arguments between JSON text and values. */
public final class Arguments {

    private static final ObjectReader READER =
            Json.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private Arguments() {}

    /**
     * No text at all is no arguments. A JSON string is a text instead of arguments. Null where the text is not JSON, or
     * JSON of another kind.
     */
    public static @Nullable ToolArguments parse(@Nullable String json) {
        JsonNode value = tree(orEmptyObject(json));
        if (value == null) {
            return null;
        }
        if (value.isTextual()) {
            return new ToolArguments.Raw(value.textValue());
        }
        return value.isObject() ? new ToolArguments.Named(Json.MAPPER.convertValue(value, OBJECT)) : null;
    }

    public static String orEmptyObject(@Nullable String json) {
        return json == null || json.isEmpty() ? "{}" : json;
    }

    /** The JSON text of a call's arguments: the model's own spelling where there is one. */
    public static String write(ToolCall call) {
        String json = call.argumentsJson();
        if (json != null) {
            return json;
        }
        return switch (call.arguments()) {
            case ToolArguments.Named(var values) -> write(values);
            case ToolArguments.Raw(var text) -> text;
        };
    }

    /** The arguments as JSON: an object, or the text instead of one. */
    public static JsonNode tree(ToolCall call) {
        return switch (call.arguments()) {
            case ToolArguments.Named(var values) -> Json.MAPPER.valueToTree(values);
            case ToolArguments.Raw(var text) -> TextNode.valueOf(text);
        };
    }

    private static String write(Map<String, @Nullable Object> values) {
        try {
            return Json.MAPPER.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable JsonNode tree(String json) {
        try {
            return READER.readValue(json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
