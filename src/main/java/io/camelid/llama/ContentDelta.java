package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a streamed turn.
 *
 * <p>Source: Llama Stack, {@code apis/common/content_types}, {@code ContentDelta}; each parse status of its
 * {@code ToolCallDelta} is a variant here. A call is told whole in {@link ToolCallSucceeded}; the pieces before it are for
 * those who want to watch.
 */
public sealed interface ContentDelta {

    record Text(String text) implements ContentDelta {}

    /** @param base64 never produced by inference providers */
    record Image(String base64) implements ContentDelta {}

    /** The model begins to write a call. */
    record ToolCallStarted() implements ContentDelta {}

    /**
     * The model goes on writing calls.
     *
     * @param text what it wrote
     * @param part extension: which call the piece belongs to; null where the provider did not say
     */
    record ToolCallInProgress(String text, @Nullable ToolCallPart part) implements ContentDelta {
        public ToolCallInProgress(String text) {
            this(text, null);
        }
    }

    /** @param text what it wrote, which is no call; empty where all of it was told as text already */
    record ToolCallFailed(String text) implements ContentDelta {}

    record ToolCallSucceeded(ToolCall toolCall) implements ContentDelta {}

    /**
     * Extension: the model thinks.
     *
     * @param signature see {@link Reasoning.Text}; comes last, mostly with an empty text
     */
    record ReasoningText(String text, @Nullable String signature) implements ContentDelta {}

    /** Extension: the model thinks what only its provider can read, see {@link Reasoning.Redacted}; told whole. */
    record ReasoningRedacted(String data) implements ContentDelta {}
}
