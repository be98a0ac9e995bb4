package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the calls of one answer. Single use. Source: Gemini API v1beta, {@code FunctionCall}. */
final class ToolCallDecoder {

    private final Set<String> ids = new HashSet<>();

    /** Whether a call was read. */
    boolean hasDecoded() {
        return !ids.isEmpty();
    }

    /** @param signature what the part has beside the call; null where it has none */
    ToolCall decode(Fields call, @Nullable String signature) {
        Map<String, @Nullable Object> arguments = call.plain("args");
        JsonNode json = call.node("args");
        return new ToolCall(
                id(call.text("id")),
                ToolName.function(call.requiredText("name")),
                new ToolArguments.Named(arguments == null ? Map.of() : arguments),
                json == null ? "{}" : json.toString(),
                signature);
    }

    /** Older models give no id, and some the same to several calls. */
    private String id(@Nullable String told) {
        String id = told == null || told.isEmpty() || ids.contains(told) ? "call_" + UUID.randomUUID() : told;
        ids.add(id);
        return id;
    }
}
