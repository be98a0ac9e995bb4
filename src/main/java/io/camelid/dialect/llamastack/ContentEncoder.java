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

    static JsonNode encode(InterleavedContent content) {
        return switch (content) {
            case InterleavedContent.Text(var text) -> TextNode.valueOf(text);
            case InterleavedContent.Items(var items) -> {
                ArrayNode list = Json.MAPPER.createArrayNode();
                items.forEach(item -> list.add(encode(item)));
                yield list;
            }
        };
    }

    static ObjectNode encode(ContentItem item) {
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
                        "'messages' can't hold files for this model's provider: Llama Stack's inference API has no place for them.",
                        "messages");
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
