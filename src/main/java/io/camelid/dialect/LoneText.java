package io.camelid.dialect;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Optional;

/** A list, be it of parts or of strings, that holds one text and nothing else, so that the text alone says the same. */
final class LoneText {

    /** Where the text stands, quotes and all. */
    record Range(int from, int to) {}

    private LoneText() {}

    /** The text of such a list; a missing node for any other value. */
    static JsonNode of(JsonNode value) {
        JsonNode part = value.path(0);
        if (value.size() == 1 && part.isTextual()) {
            return part;
        }
        boolean lone = value.size() == 1
                && part.size() == 2
                && part.path("type").asText().equals("text");
        JsonNode text = part.path("text");
        return lone && text.isTextual() ? text : MissingNode.getInstance();
    }

    /** The same in bytes, which are read only as far as it may still be one. */
    static Optional<Range> find(byte[] json, int from, int to) throws IOException {
        if (json[from] != '[') {
            return Optional.empty();
        }
        try (JsonParser parser = Json.FACTORY.createParser(json, from, to - from)) {
            ByteRanges text = new ByteRanges();
            boolean typed = false;
            parser.nextToken();
            if (parser.nextToken() == VALUE_STRING) {
                text.add(parser, from);
                return lone(parser, text);
            }
            if (parser.currentToken() != START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() != END_OBJECT) {
                String name = parser.currentName();
                boolean string = parser.nextToken() == VALUE_STRING;
                if (string && name.equals("text") && text.size() == 0) {
                    text.add(parser, from);
                } else if (string
                        && name.equals("type")
                        && !typed
                        && parser.getText().equals("text")) {
                    typed = true;
                } else {
                    return Optional.empty();
                }
            }
            return typed && text.size() == 1 ? lone(parser, text) : Optional.empty();
        }
    }

    private static Optional<Range> lone(JsonParser parser, ByteRanges text) throws IOException {
        return parser.nextToken() == END_ARRAY ? Optional.of(new Range(text.from(0), text.to(0))) : Optional.empty();
    }
}
