package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ContentItem;

/** Writes a file or a sound as a part. Source: Gemini API v1beta, {@code Blob}. Lossy: its name has no place. */
final class FileEncoder {

    private FileEncoder() {}

    static ObjectNode encode(ContentItem.File file) {
        ObjectNode part = Json.MAPPER.createObjectNode();
        part.putObject("inlineData").put("mimeType", file.mediaType()).put("data", file.base64());
        return part;
    }
}
