package io.camelid.dialect.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A thought that its provider wants back as it gave it. Source: OpenRouter, {@code reasoning_details}.
 *
 * @param type {@code reasoning.text} or {@code reasoning.encrypted}
 * @param text what was thought, with its {@code signature}
 * @param data what only the provider can read, instead of both
 */
public record ReasoningDetail(
        @JsonProperty("type") String type,
        @JsonProperty("text") @Nullable String text,
        @JsonProperty("signature") @Nullable String signature,
        @JsonProperty("data") @Nullable String data) {

    static ReasoningDetail text(String text, @Nullable String signature) {
        return new ReasoningDetail("reasoning.text", text, signature, null);
    }

    static ReasoningDetail encrypted(String data) {
        return new ReasoningDetail("reasoning.encrypted", null, null, data);
    }
}
