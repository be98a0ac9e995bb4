package io.camelid.dialect.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.camelid.dialect.Json;
import io.camelid.dialect.prompt.LiteralParser.NoLiteralException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls in a model's text, in each of the forms Llama models were taught: function tags anywhere, a JSON object or
 * a Python list that is the whole text, a builtin's call anywhere. The first form that has any is taken; a text that only
 * resembles one is text. Never fails.
 */
final class CallTexts {

    /** Names have a bound, as a stream looks at one again with each piece of it. */
    static final Pattern TAG = Pattern.compile("<function=([^<>{}\\s]{1,256})>");

    private static final String END_OF_TAG = "</function>";
    static final Pattern BUILTIN = Pattern.compile("(?<!\\w)(\\w{1,64})\\.call\\(\\s*query\\s*=\\s*(?=\")");
    private static final ObjectReader OBJECT = Json.MAPPER
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CallTexts() {}

    /**
     * The calls, and the text around them.
     *
     * @param before the first call
     * @param after what else is no call
     */
    record Found(List<WrittenCall> calls, String before, String after) {

        static final Found NONE = new Found(List.of(), "", "");

        /** They are the whole text. */
        static Found only(List<WrittenCall> calls) {
            return new Found(calls, "", "");
        }
    }

    static List<WrittenCall> find(String text) {
        return locate(text).calls();
    }

    static Found locate(String text) {
        Found found = tags(text);
        if (found.calls().isEmpty()) {
            found = Found.only(json(text));
        }
        if (found.calls().isEmpty()) {
            found = Found.only(ListCallParser.parse(text));
        }
        return found.calls().isEmpty() ? builtins(text) : found;
    }

    /** The forms that may stand anywhere in a text. */
    static Found within(String text, boolean tagged) {
        Found found = tagged ? tags(text) : Found.NONE;
        return found.calls().isEmpty() ? builtins(text) : found;
    }

    /** All or none: a tag that can't be read is text, and would be lost among the text around the others. */
    private static Found tags(String text) {
        List<WrittenCall> calls = new ArrayList<>();
        StringBuilder after = new StringBuilder();
        Matcher tag = TAG.matcher(text);
        int first = 0;
        int from = 0;
        while (tag.find(from)) {
            LiteralParser parser = new LiteralParser(text, tag.end());
            try {
                first = calls.isEmpty() ? tag.start() : first;
                after.append(text, calls.isEmpty() ? tag.start() : from, tag.start());
                calls.add(new WrittenCall(tag.group(1), parser.object()));
            } catch (NoLiteralException e) {
                return Found.NONE;
            }
            from = text.startsWith(END_OF_TAG, parser.at) ? parser.at + END_OF_TAG.length() : parser.at;
        }
        return new Found(
                calls,
                text.substring(0, first),
                after.append(text.substring(from)).toString());
    }

    private static List<WrittenCall> json(String text) {
        Map<String, @Nullable Object> object = object(text);
        if (object == null || !(object.get("name") instanceof String name)) {
            return List.of();
        }
        boolean typed = "function".equals(object.get("type"));
        String key = typed && !object.containsKey("parameters") ? "arguments" : "parameters";
        if (!object.containsKey(key)) {
            return List.of();
        }
        Map<String, @Nullable Object> arguments = arguments(object.get(key));
        return arguments == null ? List.of() : List.of(new WrittenCall(name, arguments));
    }

    private static @Nullable Map<String, @Nullable Object> object(String text) {
        // most text is no object: not worth an exception
        if (!text.stripLeading().startsWith("{")) {
            return null;
        }
        try {
            return OBJECT.readValue(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** A text alone is what is looked for; null where the value can't be arguments. */
    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, @Nullable Object> arguments(@Nullable Object value) {
        return switch (value) {
            case null -> Map.of();
            case String query -> Map.of("query", query);
            case Map<?, ?> values -> (Map<String, @Nullable Object>) values;
            default -> null;
        };
    }

    /** What can't be read is text, and so are words between two calls. */
    private static Found builtins(String text) {
        List<WrittenCall> calls = new ArrayList<>();
        StringBuilder after = new StringBuilder();
        Matcher call = BUILTIN.matcher(text);
        int first = 0;
        int from = 0;
        int next = 0;
        while (call.find(next)) {
            next = call.end();
            LiteralParser parser = new LiteralParser(text, call.end());
            try {
                String query = parser.string();
                parser.expect(')');
                first = calls.isEmpty() ? call.start() : first;
                after.append(text, calls.isEmpty() ? call.start() : from, call.start());
                calls.add(new WrittenCall(call.group(1), Map.of("query", query)));
                from = parser.at;
                next = from;
            } catch (NoLiteralException e) {
                continue;
            }
        }
        return calls.isEmpty()
                ? Found.NONE
                : new Found(
                        calls,
                        text.substring(0, first),
                        after.append(text.substring(from)).toString());
    }
}
