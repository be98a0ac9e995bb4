package io.camelid.dialect;

import io.camelid.error.RequestException;
import io.camelid.llama.ImageSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Images between the forms dialects want them in. Throws: {@link RequestException} where the format can't be told. */
public final class Images {

    /** Enough base64 for every format's first bytes. */
    private static final int HEAD = 24;

    private static final String DATA = "data:";

    private Images() {}

    /** A URL as it is; data as a {@code data:} URL. */
    public static String url(ImageSource source) {
        return switch (source) {
            case ImageSource.Url(var uri) -> uri;
            case ImageSource.Data(var base64) -> dataUrl(base64, mediaType(base64, null));
        };
    }

    /** As {@link #url}, but what is in the web is fetched into a {@code data:} URL. */
    public static String inlinedUrl(ImageSource source, ImageFetcher fetcher) {
        if (!(source instanceof ImageSource.Url(var uri)) || uri.startsWith("data:")) {
            return url(source);
        }
        ImageFetcher.Fetched fetched = fetcher.fetch(uri);
        return dataUrl(fetched.base64(), mediaType(fetched.base64(), fetched.contentType()));
    }

    /** An image's bytes. */
    public record Inline(String mediaType, String base64) {}

    /**
     * The bytes of an image that came with the request, under the type they are of; null for one in the web.
     *
     * <p>Source: RFC 2397 for {@code data:} URLs.
     */
    public static @Nullable Inline inline(ImageSource source) {
        return switch (source) {
            case ImageSource.Data(var base64) -> inline(base64, null);
            case ImageSource.Url(var uri) -> uri.regionMatches(true, 0, DATA, 0, DATA.length()) ? inline(uri) : null;
        };
    }

    private static Inline inline(String dataUrl) {
        int comma = dataUrl.indexOf(',');
        if (comma < 0) {
            throw RequestException.invalid("The image's data URL has no comma before its data.", "image");
        }
        String head = dataUrl.substring(DATA.length(), comma);
        String data = dataUrl.substring(comma + 1);
        if (!head.toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw RequestException.invalid("The image's data URL must be of base64.", "image");
        }
        return inline(data, head);
    }

    /** The bytes are believed before the label, for providers compare them; base64 may be spread over lines. */
    private static Inline inline(String data, @Nullable String contentType) {
        String base64 = data.indexOf('\n') < 0 && data.indexOf(' ') < 0 ? data : data.replaceAll("\\s", "");
        String sniffed = sniffed(base64);
        return new Inline(sniffed == null ? mediaType(base64, contentType) : sniffed, base64);
    }

    /** What the header says, without its parameters, else what the first bytes say; in lower case. */
    private static String mediaType(String base64, @Nullable String contentType) {
        String named =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String type = named.startsWith("image/") ? named : sniffed(base64);
        if (type == null) {
            throw RequestException.invalid("The image must be a PNG, JPEG, GIF, WebP or BMP.", "image");
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

    private static String head(String base64) {
        try {
            int quads = Math.min(HEAD, base64.length()) / 4 * 4;
            byte[] bytes = Base64.getDecoder().decode(base64.substring(0, quads));
            return HexFormat.of().formatHex(bytes);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String dataUrl(String base64, String mediaType) {
        return "data:" + mediaType + ";base64," + base64;
    }
}
