package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.CacheMark;
import io.camelid.llama.ContentItem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file or a sound that goes with the request.
 *
 * <p>Source: OpenAI, {@code ChatCompletionRequestMessageContentPartFile} and {@code …Audio}. Throws: a file that its
 * sender has only told OpenAI of is refused, and data of no known kind.
 */
final class FileDecoder {

    private static final Pattern DATA_URL =
            Pattern.compile("data:([\\w.+-]+/[\\w.+-]+)(?:;[^;,]*)*;base64,", Pattern.CASE_INSENSITIVE);

    /** How every PDF begins, in base64. */
    private static final String PDF = "JVBERi0";

    private FileDecoder() {}

    static ContentItem.File file(Fields file, @Nullable CacheMark cache) {
        if (file.has("file_id")) {
            throw file.wrong("file_id", "names a file that this model's provider does not have; send 'file_data'.");
        }
        String data = file.requiredText("file_data");
        String name = file.text("filename");
        if (data.startsWith(PDF)) {
            return new ContentItem.File("application/pdf", data, name, cache);
        }
        Matcher head = DATA_URL.matcher(data);
        if (!head.lookingAt()) {
            throw file.wrong(
                    "file_data", "must be a data: URL in base64 that names its media type, or a PDF in base64.");
        }
        String mediaType = head.group(1).toLowerCase(Locale.ROOT);
        return new ContentItem.File(mediaType, data.substring(head.end()), name, cache);
    }

    static ContentItem.File audio(Fields audio, @Nullable CacheMark cache) {
        String format = audio.requiredText("format");
        if (!format.equals("wav") && !format.equals("mp3")) {
            throw audio.wrong("format", "must be 'wav' or 'mp3'.");
        }
        return new ContentItem.File("audio/" + format, audio.requiredText("data"), null, cache);
    }
}
