package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.CacheMark;
import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of one content; an empty text gives none. Single use.
 *
 * <p>Source: Gemini API v1beta, {@code Part}. Lossy: cache marks, as the provider caches by itself, and a file's name, which
 * are reported.
 */
final class ContentEncoder {

    private final ArrayNode parts = Json.MAPPER.createArrayNode();
    private final String path;
    private final List<String> notCarried;

    /** @param path of the content, for what is not carried */
    ContentEncoder(String path, List<String> notCarried) {
        this.path = path;
        this.notCarried = notCarried;
    }

    ArrayNode parts() {
        return parts;
    }

    void add(InterleavedContent content) {
        add(content, item -> true, false);
    }

    /** For where nothing else has a place; it is reported. */
    void textOnly(InterleavedContent content) {
        add(content, ContentItem.Text.class::isInstance, true);
    }

    /** For where the text has gone elsewhere. */
    void mediaOnly(InterleavedContent content) {
        add(content, item -> !(item instanceof ContentItem.Text), false);
    }

    private void add(InterleavedContent content, Predicate<ContentItem> wanted, boolean reportOthers) {
        List<ContentItem> items = items(content);
        for (int at = 0; at < items.size(); at++) {
            String place = path + "[" + at + "]";
            if (wanted.test(items.get(at))) {
                add(items.get(at), place);
            } else if (reportOthers) {
                notCarried.add(place);
            }
        }
    }

    private void add(ContentItem item, String place) {
        switch (item) {
            case ContentItem.Text(var text, var cache) -> {
                report(cache, place);
                if (!text.isEmpty()) {
                    text(text);
                }
            }
            case ContentItem.Image(var source, var cache) -> {
                report(cache, place);
                parts.add(ImageEncoder.encode(source, place));
            }
            case ContentItem.File file -> {
                report(file.cache(), place);
                if (file.name() != null) {
                    notCarried.add(place + ".file.filename");
                }
                parts.add(FileEncoder.encode(file));
            }
        }
    }

    private void report(@Nullable CacheMark cache, String place) {
        if (cache != null) {
            notCarried.add(place + ".cache_control");
        }
    }

    ObjectNode text(String text) {
        return parts.addObject().put("text", text);
    }

    ObjectNode functionCall(ObjectNode call) {
        ObjectNode part = parts.addObject();
        part.set("functionCall", call);
        return part;
    }

    void functionResponse(ObjectNode response) {
        parts.addObject().set("functionResponse", response);
    }

    /** The text of all items in one, a line each. */
    String allText(InterleavedContent content) {
        List<String> texts = new ArrayList<>();
        List<ContentItem> items = items(content);
        for (int at = 0; at < items.size(); at++) {
            if (items.get(at) instanceof ContentItem.Text(var text, var cache)) {
                report(cache, path + "[" + at + "]");
                texts.add(text);
            }
        }
        return String.join("\n", texts);
    }

    private static List<ContentItem> items(InterleavedContent content) {
        return switch (content) {
            case InterleavedContent.Text(var text) -> List.of(new ContentItem.Text(text));
            case InterleavedContent.Items(var items) -> items;
        };
    }
}
