package io.camelid.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Base64Text;
import io.camelid.dialect.Json;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ContentItem;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/**
 * Writes a file. Source: Anthropic, {@code DocumentBlockParam}. Throws: {@link RequestException} for what is neither PDF nor
 * text. All text is plain there. Lossy: a name that is too long.
 */
final class FileEncoder {

    /** The longest title that is taken, characters. */
    private static final int MAX_TITLE = 500;

    private static final String DATA = ".file.file_data";

    private FileEncoder() {}

    /** @param path the file's in the request */
    static ObjectNode encode(ContentItem.File file, String path, List<String> lost) {
        ObjectNode block = Json.MAPPER.createObjectNode().put("type", "document");
        ObjectNode source = block.putObject("source");
        if (file.mediaType().equals("application/pdf")) {
            source.put("type", "base64").put("media_type", "application/pdf").put("data", file.base64());
        } else if (file.mediaType().startsWith("text/")) {
            source.put("type", "text").put("media_type", "text/plain").put("data", text(file.base64(), path));
        } else {
            throw RequestException.of(
                    ErrorKind.UNSUPPORTED,
                    "'%s' is of type '%s'; of files, this model's provider takes PDF and text."
                            .formatted(path, file.mediaType()),
                    path);
        }
        String name = file.name();
        if (name != null && name.length() > MAX_TITLE) {
            lost.add(path + ".file.filename");
        } else if (name != null) {
            block.put("title", name);
        }
        return block;
    }

    /** The wire refuses a text that says nothing. */
    private static String text(String base64, String path) {
        String text = decoded(base64);
        if (text.isBlank()) {
            throw RequestException.invalid(
                    "'%s' must be base64 of a text in UTF-8 that is not blank.".formatted(path + DATA), path + DATA);
        }
        return text;
    }

    private static String decoded(String base64) {
        try {
            return Base64Text.decode(base64, UTF_8);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return "";
        }
    }
}
