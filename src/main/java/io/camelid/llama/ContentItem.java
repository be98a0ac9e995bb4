package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/**
 * One piece of a message.
 *
 * <p>Source: Llama Stack, {@code apis/common/content_types}, {@code InterleavedContentItem}. Extension: {@code cache},
 * which its wire format has no place for.
 */
public sealed interface ContentItem {

    /** @param cache extension: the prompt up to here is worth caching; null mostly */
    record Text(String text, @Nullable CacheMark cache) implements ContentItem {
        public Text(String text) {
            this(text, null);
        }
    }

    /** @param cache extension: the prompt up to here is worth caching; null mostly */
    record Image(ImageSource source, @Nullable CacheMark cache) implements ContentItem {
        public Image(ImageSource source) {
            this(source, null);
        }
    }

    /** The text; an image as {@code <image>}. */
    default String asText() {
        return switch (this) {
            case Text(var text, var cache) -> text;
            case Image(var source, var cache) -> "<image>";
        };
    }
}
