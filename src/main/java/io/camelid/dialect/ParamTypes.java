package io.camelid.dialect;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter's type as JSON Schema. Source: Llama Stack's {@code param_type}, a word of JSON Schema or of Python; another
 * word passes as it is.
 */
public final class ParamTypes {

    private static final Pattern LIST = Pattern.compile("(?:list|List)\\[(.+)]");
    private static final Pattern DICT = Pattern.compile("(?:dict|Dict)\\[.+]");
    private static final Pattern OPTIONAL = Pattern.compile("Optional\\[(.+)]");

    /** Longer is no type but an attempt on our stack. */
    private static final int MAX_LENGTH = 200;

    private ParamTypes() {}

    public static Map<String, @Nullable Object> schema(String type) {
        if (type.length() > MAX_LENGTH) {
            return Map.of("type", type);
        }
        Matcher list = LIST.matcher(type);
        if (list.matches()) {
            return Map.of("type", "array", "items", schema(list.group(1).strip()));
        }
        Matcher optional = OPTIONAL.matcher(type);
        if (optional.matches()) {
            return schema(optional.group(1).strip());
        }
        if (DICT.matcher(type).matches()) {
            return Map.of("type", "object");
        }
        return switch (type) {
            case "str" -> Map.of("type", "string");
            case "int" -> Map.of("type", "integer");
            case "float" -> Map.of("type", "number");
            case "bool" -> Map.of("type", "boolean");
            case "dict", "Dict" -> Map.of("type", "object");
            case "list", "List", "tuple", "set" -> Map.of("type", "array");
            case "any", "Any" -> Map.of();
            default -> Map.of("type", type);
        };
    }
}
