package io.camelid.dialect.prompt;

import io.camelid.llama.BuiltinTool;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A builtin's one argument. Source: Llama 3.1 prompt format. */
final class BuiltinArguments {

    private BuiltinArguments() {}

    static Map<String, @Nullable Object> named(BuiltinTool tool, @Nullable Object value) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put(key(tool), value);
        return Collections.unmodifiableMap(arguments);
    }

    static String key(BuiltinTool tool) {
        return switch (tool) {
            case CODE_INTERPRETER -> "code";
            case BRAVE_SEARCH, WOLFRAM_ALPHA, PHOTOGEN -> "query";
        };
    }
}
