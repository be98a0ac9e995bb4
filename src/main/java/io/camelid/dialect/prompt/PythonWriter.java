package io.camelid.dialect.prompt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values as Python literals, which {@link LiteralParser} reads back. */
final class PythonWriter {

    private PythonWriter() {}

    static String write(@Nullable Object value) {
        StringBuilder written = new StringBuilder();
        write(value, written);
        return written.toString();
    }

    /** A frame or two for each level: values are nested as deep as JSON may be. */
    private static void write(@Nullable Object value, StringBuilder written) {
        switch (value) {
            case null -> written.append("None");
            case Boolean bool -> written.append(bool ? "True" : "False");
            case String text -> written.append(string(text));
            case List<?> list -> list(list, written);
            case Map<?, ?> map -> map(map, written);
            default -> written.append(value);
        }
    }

    private static void list(List<?> list, StringBuilder written) {
        String before = "[";
        for (Object value : list) {
            written.append(before);
            write(value, written);
            before = ", ";
        }
        written.append(list.isEmpty() ? "[]" : "]");
    }

    private static void map(Map<?, ?> map, StringBuilder written) {
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            written.append(before);
            write(entry.getKey(), written);
            written.append(": ");
            write(entry.getValue(), written);
            before = ", ";
        }
        written.append(map.isEmpty() ? "{}" : "}");
    }

    static String string(String text) {
        StringBuilder written = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> written.append('\\').append(c);
                case '\n' -> written.append("\\n");
                case '\r' -> written.append("\\r");
                case '\t' -> written.append("\\t");
                default -> written.append(c);
            }
        }
        return written.append('"').toString();
    }
}
