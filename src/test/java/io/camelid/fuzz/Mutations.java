package io.camelid.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.ProviderErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spoils a document where it hurts: the values of its JSON, in the events of a stream too, and then some of its bytes. */
final class Mutations {

    /** They mean something to JSON, YAML, event streams and calls in text. */
    private static final String MARKS = "{}[]\",:\\ \n\r\t0-eu'(=&*#|";

    private static final String HOLE = "<hole>";
    private static final Pattern EVENT = Pattern.compile("(?<=data: )\\{.*}");
    private static final Pattern SCALAR = Pattern.compile("(?<=: )[^\\n{}\\[\\]]+");

    /** Deep but allowed, and too deep; too large for every number; no character; the wrong kind. */
    private static final List<String> EVIL = List.of(
            "null",
            "true",
            "0",
            "-1",
            "0.5",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999999",
            "9".repeat(400),
            "9223372036854775808",
            "2147483648",
            "\"\"",
            "\" \"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"",
            "\"[f(a='\\\\ud800')]\"",
            "\"data:image/png;base64,\"",
            "\"data:;\"",
            "\"%\"",
            "\"<function=f>{\"",
            "[]",
            "[null]",
            "[[]]",
            "[\"\"]",
            "{}",
            "{\"\":null}",
            "{\"type\":1}",
            "{\"type\":\"function\"}",
            "{\"type\":\"text\",\"text\":\"\\ud800\"}",
            "[".repeat(990) + "]".repeat(990),
            "{\"type\":".repeat(900) + "1" + "}".repeat(900),
            "[{\"items\":".repeat(400) + "[]" + "}]".repeat(400),
            "[{\"error\":".repeat(450) + "\"e\"" + "}]".repeat(450),
            "[".repeat(100_000),
            "\"" + "[f(a=".repeat(10_000) + "\"",
            "\"" + "\\\"{\\\\\\\"a".repeat(2_000) + "\"",
            "\"" + "a ".repeat(50_000) + "\"");

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    byte[] spoil(byte[] seed) {
        String text = new String(seed, UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            text = value(text);
        }
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextBoolean() ? MARKS.charAt(random.nextInt(MARKS.length())) : random.nextInt(256));
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private String value(String text) {
        JsonNode json = parse(text);
        if (json != null && json.isContainerNode()) {
            return spoilt(json);
        }
        Matcher events = EVENT.matcher(text);
        return events.find() ? inOneOf(text, EVENT) : inOneOf(text, SCALAR);
    }

    private String inOneOf(String text, Pattern pattern) {
        List<int[]> places = pattern.matcher(text)
                .results()
                .map(it -> new int[] {it.start(), it.end()})
                .toList();
        if (places.isEmpty()) {
            return text + evil();
        }
        int[] place = places.get(random.nextInt(places.size()));
        JsonNode json = parse(text.substring(place[0], place[1]));
        String instead = json != null && json.isContainerNode() ? spoilt(json) : evil();
        return text.substring(0, place[0]) + instead + text.substring(place[1]);
    }

    /** A value replaced, left out, or told twice. */
    private String spoilt(JsonNode json) {
        List<JsonNode> holders = new ArrayList<>();
        collect(json, holders);
        JsonNode holder = holders.get(random.nextInt(holders.size()));
        if (holder.isEmpty()) {
            return json.toString();
        }
        int at = random.nextInt(holder.size());
        if (holder instanceof ArrayNode list) {
            JsonNode old = list.set(at, TextNode.valueOf(HOLE));
            return filled(json, random.nextInt(4) == 0 ? old + "," + old : evil());
        }
        ObjectNode object = (ObjectNode) holder;
        String name = new ArrayList<>(object.properties()).get(at).getKey();
        JsonNode old = object.get(name);
        if (random.nextInt(6) == 0) {
            object.remove(name);
            return json.toString();
        }
        object.put(name, HOLE);
        return filled(json, random.nextInt(6) == 0 ? evil() + "," + TextNode.valueOf(name) + ":" + old : evil());
    }

    private static String filled(JsonNode json, String value) {
        return json.toString().replace("\"" + HOLE + "\"", value);
    }

    private String evil() {
        return EVIL.get(random.nextInt(EVIL.size()));
    }

    private static void collect(JsonNode json, List<JsonNode> holders) {
        if (json.isContainerNode() && holders.size() < 1000) {
            holders.add(json);
            json.forEach(it -> collect(it, holders));
        }
    }

    private static @Nullable JsonNode parse(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ProviderErrors.parse(bytes, 0, bytes.length);
    }
}
