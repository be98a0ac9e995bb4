package io.camelid.dialect.openai;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import io.camelid.dialect.ByteRanges;
import io.camelid.dialect.Edits;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonText;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.sse.SseEvent;
import java.io.CharConversionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one pass over the data of a stream's event finds; read again for each event, which spares an object for each. */
final class ProxiedChunk {

    private static final byte[] NO_CHOICES = "[]".getBytes(US_ASCII);

    private final ProxiedChoices choices;
    private final byte[] model;
    private final Edits edits = new Edits();
    private final ByteRanges models = new ByteRanges();
    private final ChoiceMender mender = new ChoiceMender(true, edits);
    private boolean chosen;
    private @Nullable ProxiedUsage usage;
    private boolean error;
    private boolean failed;

    /**
     * Keeps its books elsewhere.
     *
     * @param choices are told of every choice that is read
     * @param model what the client is to read as the model's name, as JSON
     */
    ProxiedChunk(ProxiedChoices choices, byte[] model) {
        this.choices = choices;
        this.model = model;
    }

    /** What of the event's array changes on its way: the model's name, and whatever would make a client fail. */
    Edits edits() {
        return edits;
    }

    /** The same of an event that tells an error: only the name, as it is no chunk. */
    Edits names() {
        return new Edits().with(models, model);
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

    /** Whether one of the event's choices has failed. */
    boolean failed() {
        return failed;
    }

    /** Whether the event has no choices: it may be an error. */
    boolean maybeError() {
        return !chosen;
    }

    /**
     * Reads an event's data.
     *
     * @return whether they are one JSON object
     * @throws IOException they are no JSON
     */
    boolean read(SseEvent event) throws IOException {
        models.clear();
        edits.clear();
        chosen = false;
        usage = null;
        error = false;
        failed = false;
        if (JsonText.isWide(event.array(), event.offset(), event.length())) {
            throw new CharConversionException("not UTF-8");
        }
        try (JsonParser parser = Json.FACTORY.createParser(event.array(), event.offset(), event.length())) {
            if (parser.nextToken() != START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == FIELD_NAME) {
                field(parser, event);
            }
            if (!chosen) {
                addChoices(
                        event,
                        event.offset() + (int) parser.currentTokenLocation().getByteOffset());
            }
            return parser.nextToken() == null;
        }
    }

    private void addChoices(SseEvent event, int end) {
        int before = end - 1;
        while (event.array()[before] <= ' ') {
            before--;
        }
        Additions additions = new Additions(event.array()[before] == '{');
        additions.add("choices", "[]");
        edits.insert(end, additions.bytes());
    }

    private void field(JsonParser parser, SseEvent event) throws IOException {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
            case "model" -> model(parser, event.offset());
            case "choices" -> choices(parser, event);
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
            int last = models.size() - 1;
            edits.replace(models.from(last), models.to(last), model);
        }
    }

    private void choices(JsonParser parser, SseEvent event) throws IOException {
        chosen = true;
        if (parser.currentToken() == VALUE_NULL) {
            int from = event.offset() + (int) parser.currentTokenLocation().getByteOffset();
            edits.replace(from, from + "null".length(), NO_CHOICES);
        } else if (parser.currentToken() == START_ARRAY) {
            for (int position = 0; parser.nextToken() != END_ARRAY; position++) {
                choice(parser, event, position);
            }
        }
    }

    private void choice(JsonParser parser, SseEvent event, int position) throws IOException {
        if (parser.currentToken() == START_OBJECT) {
            mender.read(parser, event.array(), event.offset(), position);
            choices.seen(mender.index(), mender.isFinished());
            failed |= mender.hasFailed();
        } else {
            parser.skipChildren();
        }
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
