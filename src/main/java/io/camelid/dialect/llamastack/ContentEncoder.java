package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.Json;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;

/**
 * Writes content. Source: Llama Stack, {@code InterleavedContent}. Throws: {@link RequestException} for a file, which
 * has no place and must not be missed. Lossy: cache marks have none either.
 */
final class ContentEncoder {

    private ContentEncoder() {}

    /** @param path the content's in the request */
    static JsonNode encode(InterleavedContent content, String path) {
        return switch (content) {
            case InterleavedContent.Text(var text) -> TextNode.valueOf(text);
            case InterleavedContent.Items(var items) -> {
                ArrayNode list = Json.MAPPER.createArrayNode();
                for (int i = 0; i < items.size(); i++) {
                    list.add(encode(items.get(i), path + "[" + i + "]"));
                }
                yield list;
            }
        };
    }

    /** @param path the item's in the request */
    static ObjectNode encode(ContentItem item, String path) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        return switch (item) {
            case ContentItem.Text(var text, var cache) ->
                json.put("type", "text").put("text", text);
            case ContentItem.Image(var source, var cache) -> {
                json.put("type", "image").set("image", encode(source));
                yield json;
            }
            case ContentItem.File file ->
                throw RequestException.of(
                        ErrorKind.UNSUPPORTED,
                        "'%s' can't be a file: this model's provider is asked in Llama Stack's format, which has no place for one."
                                .formatted(path),
                        path);
        };
    }

    private static ObjectNode encode(ImageSource source) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        switch (source) {
            case ImageSource.Url(var uri) -> json.putObject("url").put("uri", uri);
            case ImageSource.Data(var base64) -> json.put("data", base64);
        }
        return json;
    }
}
