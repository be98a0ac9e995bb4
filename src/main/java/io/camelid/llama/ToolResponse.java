package io.camelid.llama;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answered, with the name of the tool; a conversation holds {@link Message.ToolResponse}.
 *
 * <p>Source: Llama Stack, {@code apis/inference}, {@code ToolResponse}.
 *
 * @param metadata what else the tool says of it; null where nothing
 */
public record ToolResponse(
        String callId,
        ToolName toolName,
        InterleavedContent content,
        @Nullable Map<String, @Nullable Object> metadata) {

    public ToolResponse {
        metadata = metadata == null ? null : Values.copy(metadata);
    }
}
