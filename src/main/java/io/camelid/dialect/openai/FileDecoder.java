package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelid.dialect.Base64Text;
import io.camelid.dialect.DataUrl;
import io.camelid.dialect.Fields;
import io.camelid.llama.CacheMark;
import io.camelid.llama.ContentItem;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file or a sound that goes with the request.
 *
 * <p>Source: OpenAI, {@code ChatCompletionRequestMessageContentPartFile} and {@code …Audio}. Throws: a file that its
 * sender has only told OpenAI of is refused, and data of no known kind.
 */
final class FileDecoder {

    /** How every PDF begins, in base64. */
    private static final String PDF = "JVBERi0";

    private FileDecoder() {}

    static ContentItem.File file(Fields file, @Nullable CacheMark cache) {
        if (file.has("file_id")) {
            throw file.wrong("file_id", "names a file that this model's provider does not have; send 'file_data'.");
        }
        String data = file.requiredText("file_data");
        DataUrl url = DataUrl.parse(data);
        String base64 = url == null ? data : url.base64();
        String name = file.text("filename");
        if (base64.startsWith(PDF)) {
            // the bytes are believed before the label
            return new ContentItem.File("application/pdf", base64, name, cache);
        }
        if (url == null) {
            throw file.wrong(
                    "file_data", "must be a data: URL in base64 that names its media type, or a PDF in base64.");
        }
        String content = url.mediaType().startsWith("text/") ? inUtf8(url, file) : base64;
        return new ContentItem.File(url.mediaType(), content, name, cache);
    }

    static ContentItem.File audio(Fields audio, @Nullable CacheMark cache) {
        String format = audio.requiredText("format");
        if (!format.equals("wav") && !format.equals("mp3")) {
            throw audio.wrong("format", "must be 'wav' or 'mp3'.");
        }
        return new ContentItem.File("audio/" + format, audio.requiredText("data"), null, cache);
    }

    /** Only its URL says how a text is written, and a file has no place for that. */
    private static String inUtf8(DataUrl url, Fields file) {
        if (url.charset().isEmpty() || url.charset().equalsIgnoreCase(UTF_8.name())) {
            return url.base64();
        }
        try {
            String text = Base64Text.decode(url.base64(), Charset.forName(url.charset()));
            return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw file.wrong("file_data", "is no base64 of a text in the charset that it names.");
        }
    }
}
