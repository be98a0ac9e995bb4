package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.llama.ContentItem;

/** Writes a file or a sound. Source: OpenAI, {@code ChatCompletionRequestMessageContentPartFile} and {@code …Audio}. */
final class FileEncoder {

    private FileEncoder() {}

    static void encode(ContentItem.File item, ObjectNode part) {
        String sound = item.name() == null ? format(item.mediaType()) : "";
        if (!sound.isEmpty()) {
            part.put("type", "input_audio")
                    .putObject("input_audio")
                    .put("data", item.base64())
                    .put("format", sound);
            return;
        }
        ObjectNode file = part.put("type", "file").putObject("file");
        if (item.name() != null) {
            file.put("filename", item.name());
        }
        file.put("file_data", "data:" + item.mediaType() + ";base64," + item.base64());
    }

    /** Empty for what is none of the two sounds that have a part of their own. */
    private static String format(String mediaType) {
        return switch (mediaType) {
            case "audio/wav" -> "wav";
            case "audio/mp3" -> "mp3";
            default -> "";
        };
    }
}
