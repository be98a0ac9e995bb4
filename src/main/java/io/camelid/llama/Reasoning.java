package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/** Extension: a stretch of a model's thinking. Source: Anthropic Messages, {@code thinking} blocks. */
public sealed interface Reasoning {

    /** @param signature proves to the provider that the text is its own; null where it signs nothing */
    record Text(String text, @Nullable String signature) implements Reasoning {}

    /** @param data thinking only the provider can read, to be sent back as it came */
    record Redacted(String data) implements Reasoning {}
}
