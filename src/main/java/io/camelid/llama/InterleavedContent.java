package io.camelid.llama;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a message says: a string, or text, images and files in turn.
 *
 * <p>Source: Llama Stack, {@code apis/common/content_types}, {@code InterleavedContent}. Its third form, one bare item, is
 * held as a list of one.
 */
public sealed interface InterleavedContent {

    /** Nothing said. */
    InterleavedContent EMPTY = new Text("");

    record Text(String text) implements InterleavedContent {}

    record Items(List<ContentItem> items) implements InterleavedContent {
        public Items {
            items = List.copyOf(items);
        }
    }

    static InterleavedContent of(String text) {
        return new Text(text);
    }

    /** The text, one blank between items, an image as {@code <image>}, a file as {@code <file>}. */
    default String asText() {
        return asText(" ");
    }

    /** The text with {@code separator} between items, an image as {@code <image>}, a file as {@code <file>}. */
    default String asText(String separator) {
        return switch (this) {
            case Text(var text) -> text;
            case Items(var items) -> items.stream().map(ContentItem::asText).collect(Collectors.joining(separator));
        };
    }

    /** Whether anything but text is among the items. */
    default boolean hasMedia() {
        return this instanceof Items(var items) && !items.stream().allMatch(ContentItem.Text.class::isInstance);
    }
}
