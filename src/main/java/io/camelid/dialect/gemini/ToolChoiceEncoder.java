package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ToolChoice;
import org.jspecify.annotations.Nullable;

/**
 * Writes which tools must or may be called.
 *
 * <p>Source: Gemini API v1beta, {@code FunctionCallingConfig}.
 */
final class ToolChoiceEncoder {

    private ToolChoiceEncoder() {}

    /** Null for what happens anyway. */
    static @Nullable ObjectNode encode(ToolChoice choice) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        return switch (choice) {
            case ToolChoice.Mode.AUTO -> null;
            case ToolChoice.Mode.REQUIRED -> json.put("mode", "ANY");
            case ToolChoice.Mode.NONE -> json.put("mode", "NONE");
            case ToolChoice.Named(var name) -> {
                json.put("mode", "ANY").putArray("allowedFunctionNames").add(name);
                yield json;
            }
        };
    }
}
