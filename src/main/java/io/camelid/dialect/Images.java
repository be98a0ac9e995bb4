package io.camelid.dialect;

import io.camelid.error.RequestException;
import io.camelid.llama.ImageSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Images between the forms dialects want them in. Throws: {@link RequestException} where the format can't be told. A local
 * file is never read, whatever the URL says.
 */
public final class Images {

    /**
     * An image that goes with the request.
     *
     * @param mediaType in lower case, without parameters, like {@code image/png}
     */
    public record Inline(String mediaType, String base64) {

        public String url() {
            return "data:" + mediaType + ";base64," + base64;
        }
    }

    /** Enough base64 for every format's first bytes. */
    private static final int HEAD = 24;

    private Images() {}

    /** A URL as it is; data as a {@code data:} URL. */
    public static String url(ImageSource source) {
        return switch (source) {
            case ImageSource.Url(var uri) -> uri;
            case ImageSource.Data(var base64) -> new Inline(mediaType(base64, null), base64).url();
        };
    }

    /** As {@link #url}, but what is in the web is fetched into a {@code data:} URL. */
    public static String inlinedUrl(ImageSource source, ImageFetcher fetcher) {
        return source instanceof ImageSource.Url(var uri) && uri.startsWith("data:")
                ? uri
                : inline(source, fetcher).url();
    }

    /** The bytes; what is in the web is fetched. */
    public static Inline inline(ImageSource source, ImageFetcher fetcher) {
        return switch (source) {
            case ImageSource.Data(var base64) -> new Inline(mediaType(base64, null), base64);
            case ImageSource.Url(var uri) -> uri.startsWith("data:") ? dataUrl(uri) : fetched(uri, fetcher);
        };
    }

    private static Inline dataUrl(String text) {
        DataUrl url = DataUrl.parse(text);
        if (url == null || !url.mediaType().startsWith("image/")) {
            throw refused("An image's data: URL must be base64 and name an image's media type.");
        }
        // the bytes are believed before the label, for providers compare the two
        String sniffed = sniffed(url.base64());
        return new Inline(sniffed == null ? url.mediaType() : sniffed, url.base64());
    }

    private static Inline fetched(String uri, ImageFetcher fetcher) {
        if (!uri.startsWith("http://") && !uri.startsWith("https://")) {
            throw refused("An image's URL must begin with http:, https: or data:.");
        }
        ImageFetcher.Fetched image = fetcher.fetch(uri);
        return new Inline(mediaType(image.base64(), image.contentType()), image.base64());
    }

    /** What the header says, without its parameters, else what the first bytes say. */
    private static String mediaType(String base64, @Nullable String contentType) {
        String named =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String type = named.startsWith("image/") ? named : sniffed(base64);
        if (type == null) {
            throw refused("An image must be a PNG, JPEG, GIF, WebP or BMP.");
        }
        return type;
    }

    private static @Nullable String sniffed(String base64) {
        String head = head(base64);
        if (head.startsWith("89504e470d0a1a0a")) {
            return "image/png";
        }
        if (head.startsWith("ffd8ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("474946383761") || head.startsWith("474946383961")) {
            return "image/gif";
        }
        if (head.startsWith("52494646") && head.startsWith("57454250", 16)) {
            return "image/webp";
        }
        return head.startsWith("424d") ? "image/bmp" : null;
    }

    /** The first bytes in hex; nothing where they are no base64. */
    private static String head(String base64) {
        try {
            int quads = Math.min(HEAD, base64.length()) / 4 * 4;
            return HexFormat.of().formatHex(Base64.getDecoder().decode(base64.substring(0, quads)));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static RequestException refused(String message) {
        return RequestException.invalid(message, "image");
    }
}
