package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.llama.ContentItem;

/** Writes a file or a sound. Source: OpenAI, {@code ChatCompletionRequestMessageContentPartFile} and {@code …Audio}. */
final class FileEncoder {

    private FileEncoder() {}

    static void encode(ContentItem.File item, ObjectNode part) {
        if (item.isAudio()) {
            part.put("type", "input_audio")
                    .putObject("input_audio")
                    .put("data", item.base64())
                    .put("format", item.mediaType().substring("audio/".length()));
            return;
        }
        ObjectNode file = part.put("type", "file").putObject("file");
        if (item.name() != null) {
            file.put("filename", item.name());
        }
        file.put("file_data", "data:" + item.mediaType() + ";base64," + item.base64());
    }
}
