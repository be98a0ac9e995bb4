package io.camelid.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.camelid.dialect.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares as the README of the vectors says. */
final class GoldenComparison {

    private static final Set<String> JSON_TEXTS = Set.of("arguments", "arguments_json", "content");

    private final boolean nullsMatter;
    private final List<String> differences = new ArrayList<>();

    private GoldenComparison(boolean nullsMatter) {
        this.nullsMatter = nullsMatter;
    }

    /** What differs, in words; empty where nothing does. */
    static List<String> differences(JsonNode expected, @Nullable JsonNode actual, boolean nullsMatter) {
        GoldenComparison comparison = new GoldenComparison(nullsMatter);
        comparison.compare("$", "", expected, actual == null ? NullNode.getInstance() : actual);
        return comparison.differences;
    }

    private void compare(String path, String name, JsonNode expected, JsonNode actual) {
        if (expected.has("contains")) {
            text(path, expected, actual);
        } else if (expected.isObject() && actual.isObject()) {
            objects(path, expected, actual);
        } else if (expected.isArray() && actual.isArray()) {
            arrays(path, expected, actual);
        } else if (expected.isTextual() && actual.isTextual() && isJson(name, expected.textValue())) {
            compare(path, "", parsed(expected.textValue()), parsed(actual.textValue()));
        } else if (!same(expected, actual)) {
            differences.add(path + ": expected " + expected + " but was " + actual);
        }
    }

    /** A prompt's wording is ours; what it must speak of is not. */
    private void text(String path, JsonNode expected, JsonNode actual) {
        compare(path + ".role", "", expected.path("role"), actual.path("role"));
        String text = actual.path("text").asText();
        for (JsonNode fragment : expected.get("contains")) {
            if (!text.contains(fragment.textValue())) {
                differences.add(path + ": does not hold " + fragment + ": " + text);
            }
        }
        for (JsonNode fragment : expected.path("absent")) {
            if (text.contains(fragment.textValue())) {
                differences.add(path + ": holds " + fragment + ": " + text);
            }
        }
    }

    private void objects(String path, JsonNode expected, JsonNode actual) {
        Set<String> names = new LinkedHashSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            compare(path + "." + name, name, member(expected, name), member(actual, name));
        }
    }

    private JsonNode member(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isMissingNode() && !nullsMatter ? NullNode.getInstance() : value;
    }

    private void arrays(String path, JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            differences.add(path + ": expected " + expected.size() + " but were " + actual.size() + ": " + actual);
            return;
        }
        for (int at = 0; at < expected.size(); at++) {
            compare(path + "[" + at + "]", "", expected.get(at), actual.get(at));
        }
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        String text = expected.isTextual() ? expected.textValue() : "";
        if (text.equals("$now")) {
            return actual.isIntegralNumber();
        }
        if (text.endsWith("$uuid")) {
            String prefix = text.substring(0, text.length() - "$uuid".length());
            return actual.isTextual() && actual.textValue().matches(prefix + "[0-9a-f-]{36}");
        }
        return expected.equals(actual);
    }

    private static boolean isJson(String name, String text) {
        return JSON_TEXTS.contains(name) && parsed(text).isContainerNode();
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
