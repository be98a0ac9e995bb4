package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
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

    boolean saysNothing(@Nullable JsonNode value) {
        if (value == null || value.isNull() || whole) {
            return true;
        }
        if (this == NULLS) {
            return false;
        }
        return isEmpty(value) || (!values.isEmpty() && values.contains(value.asText()));
    }

    private boolean isEmpty(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT ->
                value.properties().stream()
                        .allMatch(field -> below(field.getKey()).saysNothing(field.getValue()));
            case ARRAY -> value.valueStream().allMatch(this::saysNothing);
            case STRING -> value.textValue().isEmpty();
            case NUMBER -> value.doubleValue() == 0;
            case BOOLEAN -> !value.booleanValue();
            case NULL, MISSING -> true;
            case BINARY, POJO -> false;
        };
    }
}
