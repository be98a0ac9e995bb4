package io.camelid.dialect;

import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import java.util.List;
import java.util.stream.IntStream;

/** Where content is marked for a provider's cache, for formats that have no such mark. */
public final class CacheMarks {

    private CacheMarks() {}

    /** @param path of the content */
    public static List<String> of(String path, InterleavedContent content) {
        if (!(content instanceof InterleavedContent.Items(var items))) {
            return List.of();
        }
        return IntStream.range(0, items.size())
                .filter(i -> isMarked(items.get(i)))
                .mapToObj(i -> path + "[" + i + "].cache_control")
                .toList();
    }

    private static boolean isMarked(ContentItem item) {
        return switch (item) {
            case ContentItem.Text(var text, var cache) -> cache != null;
            case ContentItem.Image(var source, var cache) -> cache != null;
            case ContentItem.File(var mediaType, var base64, var name, var cache) -> cache != null;
        };
    }
}
