package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.ImageFetcher;
import io.camelid.dialect.Images;
import io.camelid.dialect.Json;
import io.camelid.error.RequestException;
import io.camelid.llama.ImageSource;
import java.util.Set;

/**
 * Writes an image. Source: Anthropic, {@code Base64ImageSource}, {@code URLImageSource}. Throws: {@link RequestException}
 * for a format the wire has no word for.
 */
final class ImageEncoder {

    private static final Set<String> FORMATS = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private ImageEncoder() {}

    /** @param path the image's in the request */
    static ObjectNode encode(ImageSource source, String path) {
        ObjectNode block = Json.MAPPER.createObjectNode().put("type", "image");
        ObjectNode json = block.putObject("source");
        if (source instanceof ImageSource.Url(var uri) && !uri.startsWith("data:")) {
            json.put("type", "url").put("url", uri);
            return block;
        }
        Images.Inline image = Images.inline(source, ImageEncoder::fetchNone);
        if (!FORMATS.contains(image.mediaType())) {
            throw RequestException.invalid(
                    "'%s' is of type '%s'; this model's provider takes PNG, JPEG, GIF and WebP."
                            .formatted(path, image.mediaType()),
                    path);
        }
        json.put("type", "base64").put("media_type", image.mediaType()).put("data", image.base64());
        return block;
    }

    /** The provider fetches by itself. */
    private static ImageFetcher.Fetched fetchNone(String uri) {
        throw new IllegalStateException("nothing in the web is fetched");
    }
}
