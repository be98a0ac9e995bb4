package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/**
 * One piece of a message.
 *
 * <p>Source: Llama Stack, {@code apis/common/content_types}, {@code InterleavedContentItem}. Extensions, which its wire
 * format has no place for: {@link File} and {@code cache}.
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

    /**
     * Extension: a document or a sound, as OpenAI, Anthropic and Gemini know them.
     *
     * @param mediaType in lower case, without parameters, like {@code application/pdf} or {@code audio/wav}
     * @param base64 the bytes; a text's are UTF-8
     * @param name what its sender calls it; null where it has none
     * @param cache extension: the prompt up to here is worth caching; null mostly
     */
    record File(
            String mediaType,
            String base64,
            @Nullable String name,
            @Nullable CacheMark cache) implements ContentItem {
        public File {
            name = name == null || name.isEmpty() ? null : name;
        }
    }

    /** The text; an image as {@code <image>}, a file as {@code <file>}. */
    default String asText() {
        return switch (this) {
            case Text(var text, var cache) -> text;
            case Image(var source, var cache) -> "<image>";
            case File(var mediaType, var base64, var name, var cache) -> "<file>";
        };
    }
}
