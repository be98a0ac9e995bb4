package io.camelid.dialect.prompt;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON with a blank after each comma and colon, on one line: the spelling the models were taught. */
final class SpacedJson extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1L;

    private static final ObjectWriter WRITER = Json.MAPPER.writer(new SpacedJson());

    private SpacedJson() {}

    static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
        json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
        json.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
        json.writeRaw(", ");
    }
}
