package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes content as blocks. Source: Anthropic, {@code ContentBlockParam}. Lossy: a text of nothing but white space, which
 * the wire refuses; anything else where it takes text only.
 */
final class ContentEncoder {

    private final CacheMarks marks;
    private final List<String> lost;

    ContentEncoder(CacheMarks marks, List<String> lost) {
        this.marks = marks;
        this.lost = lost;
    }

    /** @param path the content's in the request */
    List<ObjectNode> text(InterleavedContent content, String path) {
        return encode(content, path, false);
    }

    /** @param path the content's in the request */
    List<ObjectNode> media(InterleavedContent content, String path) {
        return encode(content, path, true);
    }

    private List<ObjectNode> encode(InterleavedContent content, String path, boolean media) {
        List<ObjectNode> blocks = new ArrayList<>();
        switch (content) {
            case InterleavedContent.Text(var text) -> add(blocks, new ContentItem.Text(text), path, media);
            case InterleavedContent.Items(var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    add(blocks, items.get(i), path + "[" + i + "]", media);
                }
            }
        }
        return blocks;
    }

    private void add(List<ObjectNode> blocks, ContentItem item, String path, boolean media) {
        switch (item) {
            case ContentItem.Text(var text, var cache)
            when !text.isBlank() -> {
                ObjectNode block = Json.MAPPER.createObjectNode().put("type", "text");
                marks.write(block.put("text", text), cache, path);
                blocks.add(block);
            }
            case ContentItem.Image(var source, var cache)
            when media -> {
                ObjectNode block = ImageEncoder.encode(source, path);
                marks.write(block, cache, path);
                blocks.add(block);
            }
            case ContentItem.File file
            when media -> {
                ObjectNode block = FileEncoder.encode(file, path, lost);
                marks.write(block, file.cache(), path);
                blocks.add(block);
            }
            case ContentItem.Text(var text, var cache) when text.isEmpty() && cache == null -> {}
            case ContentItem.Text blank -> lost.add(path);
            case ContentItem.Image image -> lost.add(path);
            case ContentItem.File file -> lost.add(path);
        }
    }
}
