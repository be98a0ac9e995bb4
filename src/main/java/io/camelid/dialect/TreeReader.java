package io.camelid.dialect;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads trees as Jackson does, but calls a number that nobody can hold, {@code 1e99999999999}, a fault of the document: Jackson
 * lets that pass as a fault of the program.
 */
final class TreeReader extends JsonDeserializer<JsonNode> {

    private static final JsonDeserializer<? extends JsonNode> JACKSONS =
            JsonNodeDeserializer.getDeserializer(JsonNode.class);

    @Override
    public JsonNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        try {
            return JACKSONS.deserialize(parser, context);
        } catch (NumberFormatException tooLarge) {
            throw new JsonParseException(parser, "a number out of all bounds", parser.currentLocation(), tooLarge);
        }
    }

    @Override
    public JsonNode getNullValue(DeserializationContext context) {
        return context.getNodeFactory().nullNode();
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
