package io.camelid.dialect;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.error.CamelidException;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read field by field. It knows its path, so every complaint names the field, and remembers which fields it
 * was asked for, so what a decoder forgets or can't use shows up in {@link #unread()} instead of vanishing. A field that is
 * null counts as absent.
 *
 * <p>Single use, not thread-safe. Throws: {@link RequestException} for a client's document, {@link ProviderException} for a
 * provider's.
 */
public final class Fields {

    private static final TypeReference<Map<String, @Nullable Object>> PLAIN = new TypeReference<>() {};

    private final JsonNode object;
    private final Document document;
    private final @Nullable Place place;
    /** Asked for, with the objects that were opened under that name. */
    private final Map<String, List<Fields>> asked = new HashMap<>();
    /** Paths from here of what was read and came to nothing. */
    private Set<String> left = Set.of();

    private boolean passedOver;

    private Fields(JsonNode object, Document document, @Nullable Place place) {
        this.object = object;
        this.document = document;
        this.place = place;
    }

    /** A client's document. */
    public static Fields ofRequest(@Nullable JsonNode body) {
        return root(body, Document.REQUEST);
    }

    /** A provider's document. */
    public static Fields ofAnswer(@Nullable JsonNode body) {
        return root(body, Document.ANSWER);
    }

    /** One event of a provider's stream. */
    public static Fields ofEvent(@Nullable JsonNode body) {
        return root(body, Document.EVENT);
    }

    private static Fields root(@Nullable JsonNode body, Document document) {
        if (body == null || !body.isObject()) {
            throw document.wrong("The body must be a JSON object.", "");
        }
        return new Fields(body, document, null);
    }

    /** Where a field of this object is, like {@code messages[2].role}. */
    public String path(String name) {
        return place == null ? name : place.path() + "." + name;
    }

    /** As {@link #path}, to tell that it is lost. */
    String lossPath(String name) {
        return place == null ? name : place.lossPath() + "." + name;
    }

    boolean isEvent() {
        return document == Document.EVENT;
    }

    boolean isRoot() {
        return place == null;
    }

    /** The failure that blames a field; the message says the problem after the field's name. */
    public CamelidException wrong(String name, String problem) {
        return document.wrong("'" + path(name) + "' " + problem, path(name));
    }

    public boolean has(String name) {
        return node(name) != null;
    }

    /** Whether the field is there, be it as null. */
    public boolean isGiven(String name) {
        return object.has(name);
    }

    /** The names of all fields, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The value as it is, null where absent. */
    public @Nullable JsonNode node(String name) {
        asked.putIfAbsent(name, List.of());
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A text UTF-8 can carry: JSON's escapes can spell halves of characters, which nobody could write down again. */
    public @Nullable String text(String name) {
        return read(name, "a string", JsonNode::isTextual, it -> encodable(it.textValue()));
    }

    public String requiredText(String name) {
        return required(name, text(name));
    }

    public @Nullable Boolean bool(String name) {
        return read(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    /** Whether the field is there and true. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(bool(name));
    }

    public @Nullable Double number(String name) {
        return read(name, "a number", JsonNode::isNumber, JsonNode::doubleValue);
    }

    public double requiredNumber(String name) {
        return required(name, number(name));
    }

    /** A number from {@code low} to {@code high}. */
    public @Nullable Double number(String name, double low, double high) {
        Double value = number(name);
        if (value != null && !(value >= low && value <= high)) {
            throw wrong(name, "must be from " + plain(low) + " to " + plain(high) + ".");
        }
        return value;
    }

    public @Nullable Long integer(String name) {
        JsonNode value = read(name, "an integer", it -> it.isNumber() && it.canConvertToExactIntegral(), it -> it);
        if (value == null) {
            return null;
        }
        if (!value.canConvertToLong()) {
            throw wrong(name, "must have fewer digits.");
        }
        return value.longValue();
    }

    /** An integer from {@code low} to {@code high}. */
    public @Nullable Integer integer(String name, int low, int high) {
        Long value = integer(name);
        if (value == null) {
            return null;
        }
        if (value < low || value > high) {
            String range = high == Integer.MAX_VALUE && value < low ? "at least " + low : "from " + low + " to " + high;
            throw wrong(name, "must be " + range + ".");
        }
        return value.intValue();
    }

    /** A number that is at least {@code low}; null for any other value, which stays unread. */
    public @Nullable Integer integerIfFrom(String name, int low) {
        JsonNode value = object.path(name);
        return value.isInt() && value.intValue() >= low ? integer(name, low, Integer.MAX_VALUE) : null;
    }

    /** An object as plain values: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean}, null. */
    public @Nullable Map<String, @Nullable Object> plain(String name) {
        return read(name, "an object", JsonNode::isObject, it -> Json.MAPPER.convertValue(it, PLAIN));
    }

    public @Nullable Fields object(String name) {
        return read(name, "an object", JsonNode::isObject, it -> openOnce(name, it));
    }

    public Fields requiredObject(String name) {
        return required(name, object(name));
    }

    /** Empty where absent. */
    public List<Fields> objects(String name) {
        JsonNode list = list(name);
        return IntStream.range(0, list.size())
                .mapToObj(at -> open(name, element(name, at, list, "an object", JsonNode::isObject), at, list.size()))
                .toList();
    }

    /** Empty where absent. */
    public List<String> texts(String name) {
        JsonNode list = list(name);
        return IntStream.range(0, list.size())
                .mapToObj(at -> encodable(
                        element(name, at, list, "a string", JsonNode::isTextual).textValue()))
                .toList();
    }

    /** Numbers by name; empty where absent. */
    public Map<String, Double> numbers(String name) {
        Fields values = object(name);
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (values != null) {
            values.object
                    .fieldNames()
                    .forEachRemaining(key -> numbers.put(key, values.required(key, values.number(key))));
        }
        return numbers;
    }

    /** Counts the field as read where it says nothing, for its value is one of these, as JSON. */
    public void ignore(String name, String... values) {
        JsonNode value = object.get(name);
        if (value != null && List.of(values).contains(value.toString())) {
            node(name);
        }
    }

    /** Counts a part of this object as lost, though it was read. */
    public void leave(String path) {
        left = left.isEmpty() ? new LinkedHashSet<>() : left;
        left.add(path);
    }

    /** As {@link #leave(String)}, where there is something. */
    public void leave(boolean there, String path) {
        if (there) {
            leave(path);
        }
    }

    /** Counts this object of an answer's as lost, whatever of it was read. */
    public void passOver() {
        passedOver = true;
    }

    /** The paths of all fields nobody asked for, here and in the objects opened, in order. */
    public List<String> unread() {
        List<String> paths = new ArrayList<>();
        unread(Trivia.NULLS, paths::add);
        return paths;
    }

    /** As {@link #unread()}, but for what says nothing. Makes no path where nothing is lost. */
    void unread(Trivia trivia, Consumer<String> sink) {
        if (trivia.isWhole()) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            List<Fields> opened = asked.get(field.getKey());
            if (opened == null) {
                if (!trivia.below(field.getKey()).saysNothing(field.getValue())) {
                    sink.accept(lossPath(field.getKey()));
                }
            } else if (!opened.isEmpty()) {
                Trivia below = trivia.below(field.getKey());
                for (Fields it : opened) {
                    it.unreadHere(below, sink);
                }
            }
        }
        for (String path : left) {
            sink.accept(lossPath(path));
        }
    }

    /** An object of an answer's that nobody had a use for is told of as one. */
    private void unreadHere(Trivia trivia, Consumer<String> sink) {
        boolean unused = document != Document.REQUEST && (passedOver || asked.isEmpty());
        if (!unused || place == null) {
            unread(trivia, sink);
        } else if (!trivia.saysNothing(object)) {
            sink.accept(place.lossPath());
        }
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw wrong(name, "is missing.");
        }
        return value;
    }

    private <T> @Nullable T read(
            String name, String type, Function<JsonNode, Boolean> fits, Function<JsonNode, T> value) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!fits.apply(node)) {
            throw wrong(name, "must be " + type + ", but is " + kind(node) + ".");
        }
        return value.apply(node);
    }

    private JsonNode list(String name) {
        JsonNode list = read(name, "a list", JsonNode::isArray, it -> it);
        return list == null ? Json.MAPPER.createArrayNode() : list;
    }

    private JsonNode element(String name, int at, JsonNode list, String type, Function<JsonNode, Boolean> fits) {
        JsonNode value = list.get(at);
        if (!fits.apply(value)) {
            throw wrong(name + "[" + at + "]", "must be " + type + ", but is " + kind(value) + ".");
        }
        return value;
    }

    private Fields openOnce(String name, JsonNode value) {
        List<Fields> opened = asked.getOrDefault(name, List.of());
        return opened.isEmpty() ? open(name, value, Place.ALONE, 1) : opened.getFirst();
    }

    private Fields open(String name, JsonNode value, int at, int size) {
        Fields opened = new Fields(value, document, new Place(this, name, at, size));
        List<Fields> before = asked.getOrDefault(name, List.of());
        List<Fields> all = before.isEmpty() ? new ArrayList<>(size) : before;
        all.add(opened);
        asked.put(name, all);
        return opened;
    }

    private static String encodable(String text) {
        return text.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? JsonText.encodable(text) : text;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case NUMBER -> node.isIntegralNumber() ? "an integer" : "a number";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case BINARY, MISSING, POJO -> "something else";
        };
    }
}
