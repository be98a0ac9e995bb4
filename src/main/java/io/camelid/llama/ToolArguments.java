package io.camelid.llama;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool is called with. Source: Llama Stack, {@code ToolCall.arguments}; values may be of any depth here, where Llama
 * Stack's own type allows one level.
 */
public sealed interface ToolArguments {

    /** @param values plain values: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean}, null */
    record Named(Map<String, @Nullable Object> values) implements ToolArguments {
        public Named {
            values = Values.copy(values);
        }
    }

    /** A text instead of an object: what a model wrote when it did not write an object. */
    record Raw(String text) implements ToolArguments {}
}
