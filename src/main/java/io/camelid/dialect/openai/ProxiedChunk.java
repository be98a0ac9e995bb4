package io.camelid.dialect.openai;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import io.camelid.dialect.ByteRanges;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonText;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.sse.SseEvent;
import java.io.CharConversionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one pass over the data of a stream's event finds; read again for each event, which spares an object for each. */
final class ProxiedChunk {

    private final ProxiedChoices choices;
    private final ByteRanges models = new ByteRanges();
    private @Nullable ProxiedUsage usage;
    private boolean error;

    /**
     * Keeps its books elsewhere.
     *
     * @param choices are told of every choice that is read
     */
    ProxiedChunk(ProxiedChoices choices) {
        this.choices = choices;
    }

    /** Where the model's name stands in the event's array. */
    ByteRanges models() {
        return models;
    }

    /** The counts this event has, if any. */
    @Nullable
    ProxiedUsage usage() {
        return usage;
    }

    /** Whether the event tells an error, beside whatever else. */
    boolean error() {
        return error;
    }

    /**
     * Reads an event's data.
     *
     * @return whether they are one JSON object
     * @throws IOException they are no JSON
     */
    boolean read(SseEvent event) throws IOException {
        models.clear();
        usage = null;
        error = false;
        if (JsonText.isWide(event.array(), event.offset(), event.length())) {
            throw new CharConversionException("not UTF-8");
        }
        try (JsonParser parser = Json.FACTORY.createParser(event.array(), event.offset(), event.length())) {
            if (parser.nextToken() != START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == FIELD_NAME) {
                field(parser, event.offset());
            }
            return parser.nextToken() == null;
        }
    }

    private void field(JsonParser parser, int base) throws IOException {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
            case "model" -> model(parser, base);
            case "choices" -> choices(parser);
            case "usage" -> usage = or(ProxiedUsageReader.read(parser), usage);
            case "x_groq" -> groq(parser);
            case "error" -> error |= !JsonText.skipEmpty(parser);
            case "object" -> error |= parser.currentToken() == VALUE_STRING && "error".equals(parser.getText());
            default -> {}
        }
        parser.skipChildren();
    }

    private void model(JsonParser parser, int base) throws IOException {
        if (parser.currentToken() == VALUE_STRING) {
            models.add(parser, base);
        }
    }

    private void choices(JsonParser parser) throws IOException {
        if (parser.currentToken() != START_ARRAY) {
            return;
        }
        for (int position = 0; parser.nextToken() != END_ARRAY; position++) {
            if (parser.currentToken() == START_OBJECT) {
                choice(parser, position);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Reads one choice, whose place in the array stands in for an index it does not give. */
    private void choice(JsonParser parser, int position) throws IOException {
        int index = position;
        boolean finish = false;
        while (parser.nextToken() != END_OBJECT) {
            String name = parser.currentName();
            boolean number = parser.nextToken() == VALUE_NUMBER_INT;
            if (number && name.equals("index")) {
                index = parser.getNumberType() == NumberType.INT ? parser.getIntValue() : ProxiedChoices.UNKNOWN;
            } else if (name.equals("finish_reason")) {
                finish = parser.currentToken() == VALUE_STRING && parser.getTextLength() > 0;
            }
            parser.skipChildren();
        }
        choices.seen(index, finish);
    }

    private void groq(JsonParser parser) throws IOException {
        if (parser.currentToken() != START_OBJECT) {
            return;
        }
        while (parser.nextToken() != END_OBJECT) {
            boolean counts = parser.currentName().equals("usage");
            parser.nextToken();
            if (counts) {
                usage = or(ProxiedUsageReader.read(parser), usage);
            }
            parser.skipChildren();
        }
    }

    private static @Nullable ProxiedUsage or(@Nullable ProxiedUsage found, @Nullable ProxiedUsage other) {
        return found == null ? other : found;
    }
}
