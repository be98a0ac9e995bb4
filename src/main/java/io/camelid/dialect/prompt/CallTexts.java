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

    private static final Pattern TAG = Pattern.compile("<function=([^<>{}\\s]+)>");
    private static final Pattern BUILTIN = Pattern.compile("(?<!\\w)(\\w{1,64})\\.call\\(\\s*query\\s*=\\s*(?=\")");
    private static final ObjectReader OBJECT = Json.MAPPER
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CallTexts() {}

    static List<WrittenCall> find(String text) {
        List<WrittenCall> calls = tags(text);
        if (calls.isEmpty()) {
            calls = json(text);
        }
        if (calls.isEmpty()) {
            calls = ListCallParser.parse(text);
        }
        return calls.isEmpty() ? builtin(text) : calls;
    }

    /** All or none: a tag that can't be read is text, and the text around it would be lost. */
    private static List<WrittenCall> tags(String text) {
        List<WrittenCall> calls = new ArrayList<>();
        Matcher tag = TAG.matcher(text);
        int from = 0;
        while (tag.find(from)) {
            LiteralParser parser = new LiteralParser(text, tag.end());
            try {
                calls.add(new WrittenCall(tag.group(1), parser.object()));
            } catch (NoLiteralException e) {
                return List.of();
            }
            from = parser.at;
        }
        return calls;
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

    private static List<WrittenCall> builtin(String text) {
        Matcher call = BUILTIN.matcher(text);
        while (call.find()) {
            LiteralParser parser = new LiteralParser(text, call.end());
            try {
                String query = parser.string();
                parser.expect(')');
                return List.of(new WrittenCall(call.group(1), Map.of("query", query)));
            } catch (NoLiteralException e) {
                continue;
            }
        }
        return List.of();
    }
}
