package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Images;
import io.camelid.dialect.Json;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ImageSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes an image as a part: data goes with the request, an address is left to the provider to fetch.
 *
 * <p>Source: Gemini API v1beta, {@code Blob}, {@code FileData}. Throws: {@link RequestException} for data of no known
 * format, or an address of another kind.
 */
final class ImageEncoder {

    private ImageEncoder() {}

    /** @param path of the image, for a complaint */
    static ObjectNode encode(ImageSource source, String path) {
        ObjectNode part = Json.MAPPER.createObjectNode();
        if (source instanceof ImageSource.Url(var uri) && !uri.startsWith("data:")) {
            file(part.putObject("fileData"), uri, path);
        } else {
            Images.Inline image = Images.inline(source, ImageEncoder::neverFetched);
            part.putObject("inlineData").put("mimeType", image.mediaType()).put("data", image.base64());
        }
        return part;
    }

    /** The provider finds out a type that the address does not tell. */
    private static void file(ObjectNode file, String uri, String path) {
        if (!uri.matches("(?i)(https?|gs)://.+")) {
            throw RequestException.of(
                    ErrorKind.INVALID_REQUEST, "'%s' must be a data:, https: or gs: URL.".formatted(path), path);
        }
        String mediaType = mediaType(uri);
        if (mediaType != null) {
            file.put("mimeType", mediaType);
        }
        file.put("fileUri", uri);
    }

    private static @Nullable String mediaType(String uri) {
        String name = uri.split("[?#]", 2)[0].toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "webp" -> "image/webp";
            case "gif" -> "image/gif";
            case "heic" -> "image/heic";
            case "heif" -> "image/heif";
            default -> null;
        };
    }

    private static io.camelid.dialect.ImageFetcher.Fetched neverFetched(String uri) {
        throw new IllegalStateException("data needs no fetching");
    }
}
