package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of embeddings. Throws: {@link io.camelid.error.CamelidException} that names the field, where something
 * is no number that a client could hold.
 */
public final class Vectors {

    private Vectors() {}

    /** One list of numbers, at least one. */
    public static List<Double> vector(Fields in, String name) {
        return numbers(in, name, in.node(name));
    }

    /** A list of them. */
    public static List<List<Double>> vectors(Fields in, String name) {
        JsonNode list = in.node(name);
        if (list == null || !list.isArray()) {
            throw in.wrong(name, "must be a list of lists of numbers.");
        }
        List<List<Double>> vectors = new ArrayList<>(list.size());
        for (int at = 0; at < list.size(); at++) {
            vectors.add(numbers(in, name + "[" + at + "]", list.get(at)));
        }
        return vectors;
    }

    private static List<Double> numbers(Fields in, String name, @Nullable JsonNode list) {
        if (list == null || !list.isArray() || list.isEmpty()) {
            throw in.wrong(name, "must be a list of numbers.");
        }
        List<Double> numbers = new ArrayList<>(list.size());
        for (JsonNode number : list) {
            // base64 holds no more than a float
            if (!number.isNumber() || !Float.isFinite(number.floatValue())) {
                throw in.wrong(name, "must hold numbers of 32 bits and nothing else.");
            }
            numbers.add(number.doubleValue());
        }
        return numbers;
    }
}
