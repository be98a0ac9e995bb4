package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.ImageFetcher;
import io.camelid.dialect.Images;
import io.camelid.dialect.Json;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message's {@code content}. Source: OpenAI, {@code ChatCompletionRequestUserMessageContentPart}. Lossy: cache
 * marks, which most servers of this dialect refuse or don't know.
 */
final class ContentEncoder {

    private final @Nullable ImageFetcher fetcher;

    /** @param fetcher for a server that does not fetch images itself; null for one that does */
    ContentEncoder(@Nullable ImageFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** A string stays a string. */
    JsonNode encode(InterleavedContent content) {
        return switch (content) {
            case InterleavedContent.Text(var text) -> TextNode.valueOf(text);
            case InterleavedContent.Items(var items) -> parts(items);
        };
    }

    /** A string becomes a list of one part. */
    ArrayNode encodeList(InterleavedContent content) {
        return switch (content) {
            case InterleavedContent.Text(var text) -> parts(List.of(new ContentItem.Text(text)));
            case InterleavedContent.Items(var items) -> parts(items);
        };
    }

    private ArrayNode parts(List<ContentItem> items) {
        ArrayNode parts = Json.MAPPER.createArrayNode();
        items.forEach(item -> parts.add(part(item)));
        return parts;
    }

    private ObjectNode part(ContentItem item) {
        ObjectNode part = Json.MAPPER.createObjectNode();
        switch (item) {
            case ContentItem.Text(var text, var cache) ->
                part.put("type", "text").put("text", text);
            case ContentItem.Image(var source, var cache) ->
                part.put("type", "image_url").putObject("image_url").put("url", url(source));
            case ContentItem.File file -> FileEncoder.encode(file, part);
        }
        return part;
    }

    private String url(ImageSource source) {
        return fetcher == null ? Images.url(source) : Images.inlinedUrl(source, fetcher);
    }
}
