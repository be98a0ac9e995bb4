package io.camelid.dialect.openai;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import io.camelid.dialect.ByteRanges;
import io.camelid.dialect.Edits;
import io.camelid.dialect.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads {@code tool_calls}, and mends what of them would make a client fail: a list that is one call, arguments that are no
 * text, a call without its index, its id or its type. Not thread-safe.
 */
final class CallMender {

    private final boolean stream;
    private final Edits edits;
    private final CallBook book = new CallBook();
    private final List<Fragment> fragments = new ArrayList<>(1);

    CallMender(boolean stream, Edits edits) {
        this.stream = stream;
        this.edits = edits;
    }

    /** Reads the value the parser stands at, of a choice whose index may not be known yet. */
    void read(JsonParser parser, byte[] array, int base) throws IOException {
        if (parser.currentToken() == START_OBJECT) {
            edits.insert(at(parser, base), Additions.ascii("["));
            fragments.add(fragment(parser, array, base));
            edits.insert(at(parser, base) + 1, Additions.ascii("]"));
        } else if (parser.currentToken() == START_ARRAY) {
            while (parser.nextToken() != END_ARRAY) {
                if (parser.currentToken() == START_OBJECT) {
                    fragments.add(fragment(parser, array, base));
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    /**
     * Mends what was read since the last time, now that its choice is known.
     *
     * @return whether there were calls
     */
    boolean settle(int choice) {
        if (fragments.isEmpty()) {
            return false;
        }
        fragments.forEach(it -> mend(it, choice));
        fragments.clear();
        return true;
    }

    private void mend(Fragment call, int choice) {
        Additions additions = new Additions(call.bare);
        boolean begins = true;
        if (stream) {
            CallBook.Place place = book.place(choice, call.index, call.id, call.named);
            begins = place.begins();
            if (place.index() != call.index) {
                put("index", Integer.toString(place.index()), call.indexRange, additions);
            }
        }
        if (begins && call.id.isEmpty()) {
            put("id", "\"call_" + UUID.randomUUID().toString().replace("-", "") + '"', call.idRange, additions);
        }
        if (begins && !call.typed && call.function) {
            additions.add("type", "\"function\"");
        }
        if (!additions.isEmpty()) {
            edits.insert(call.end, additions.bytes());
        }
    }

    private void put(String name, String json, ByteRanges there, Additions additions) {
        if (there.size() == 0) {
            additions.add(name, json);
        } else {
            edits.replace(there.from(0), there.to(0), Additions.ascii(json));
        }
    }

    private Fragment fragment(JsonParser parser, byte[] array, int base) throws IOException {
        Fragment call = new Fragment();
        while (parser.nextToken() != END_OBJECT) {
            call.bare = false;
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "index" -> call.index(parser, base);
                case "id" -> call.id(parser, base);
                case "type" -> {
                    call.typed = true;
                    parser.skipChildren();
                }
                case "function", "custom" -> {
                    call.function |= name.equals("function");
                    function(parser, array, base, call);
                }
                default -> parser.skipChildren();
            }
        }
        call.end = at(parser, base);
        return call;
    }

    private void function(JsonParser parser, byte[] array, int base, Fragment call) throws IOException {
        if (parser.currentToken() != START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("name")) {
                call.named = parser.currentToken() == VALUE_STRING && parser.getTextLength() > 0;
            } else if (name.equals("arguments") && parser.currentToken() == START_OBJECT) {
                arguments(parser, array, base);
            }
            parser.skipChildren();
        }
    }

    /** The object as the text that it is, byte for byte. */
    private void arguments(JsonParser parser, byte[] array, int base) throws IOException {
        int from = at(parser, base);
        parser.skipChildren();
        int to = at(parser, base) + 1;
        edits.replace(from, to, JsonText.quoted(new String(array, from, to - from, UTF_8)));
    }

    private static int at(JsonParser parser, int base) {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** What of one call a piece of an answer tells. */
    private static final class Fragment {
        private final ByteRanges indexRange = new ByteRanges();
        private final ByteRanges idRange = new ByteRanges();
        private int index = CallBook.NONE;
        private String id = "";
        private boolean typed;
        private boolean function;
        private boolean named;
        private boolean bare = true;
        private int end;

        void index(JsonParser parser, int base) throws IOException {
            if (parser.currentToken() == VALUE_NUMBER_INT && parser.getNumberType() == NumberType.INT) {
                index = parser.getIntValue();
            }
            indexRange.clear();
            indexRange.add(parser, base);
        }

        void id(JsonParser parser, int base) throws IOException {
            id = parser.currentToken() == VALUE_STRING ? parser.getText() : "";
            idRange.clear();
            idRange.add(parser, base);
        }
    }
}
