package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a provider's answer says nothing to a client, so that its absence is no loss. Everywhere that is null, an empty
 * string, zero, false, and a list or an object of nothing else: a client takes an absent field for just that. What a format
 * has beyond is said in lines.
 */
public final class Trivia {

    /** Where only null says nothing. */
    static final Trivia NULLS = new Trivia();

    /** For a format that has nothing beyond. */
    public static final Trivia NONE = new Trivia();

    private final Map<String, Trivia> below = new HashMap<>();
    private final Set<String> values = new HashSet<>();
    private boolean whole;

    private Trivia() {}

    /**
     * A format's own.
     *
     * @param lines of each field its path, with {@code []} after a list's name; one value behind {@code =} where only that
     *     says nothing; the reason behind {@code #}
     */
    public static Trivia of(String lines) {
        Trivia root = new Trivia();
        lines.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(root::add);
        return root;
    }

    private void add(String line) {
        String[] parts = line.split("\\s*=\\s*", 2);
        Trivia field = this;
        for (String name : parts[0].replace("[]", "").split("\\.", -1)) {
            field = field.below.computeIfAbsent(name, it -> new Trivia());
        }
        if (parts.length == 1) {
            field.whole = true;
        } else {
            field.values.add(parts[1]);
        }
    }

    /** For a field of the object this is about; for an element of a list it is the list's. */
    Trivia below(String name) {
        return this == NULLS ? NULLS : below.getOrDefault(name, NONE);
    }

    /** Whether the field says nothing, whatever is in it. */
    boolean isWhole() {
        return whole;
    }

    /** Goes through lists of lists without a stack of its own: a provider may nest them as deep as it likes. */
    boolean saysNothing(@Nullable JsonNode value) {
        Deque<Pair> open = new ArrayDeque<>();
        for (Pair next = new Pair(this, value); next != null; next = open.poll()) {
            if (!next.trivia().saysNothing(next.value(), open)) {
                return false;
            }
        }
        return true;
    }

    private record Pair(Trivia trivia, @Nullable JsonNode value) {}

    /** Of a list or an object this is decided by its members, which are put before the others. */
    private boolean saysNothing(@Nullable JsonNode value, Deque<Pair> members) {
        if (value == null || value.isNull() || whole) {
            return true;
        }
        if (this == NULLS) {
            return false;
        }
        switch (value.getNodeType()) {
            case OBJECT -> value.properties().forEach(it -> members.push(new Pair(below(it.getKey()), it.getValue())));
            case ARRAY -> value.forEach(it -> members.push(new Pair(this, it)));
            default -> {
                return isEmpty(value) || values.contains(value.asText());
            }
        }
        return true;
    }

    private static boolean isEmpty(JsonNode scalar) {
        return switch (scalar.getNodeType()) {
            case STRING -> scalar.textValue().isEmpty();
            case NUMBER -> scalar.doubleValue() == 0;
            case BOOLEAN -> !scalar.booleanValue();
            case NULL, MISSING -> true;
            case OBJECT, ARRAY, BINARY, POJO -> false;
        };
    }
}
