package io.camelid.dialect;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code data:} URL in base64. Source: RFC 2397.
 *
 * @param mediaType in lower case, without parameters, like {@code image/png}
 * @param charset its parameter of that name; empty where it has none
 * @param base64 nobody has checked it
 */
public record DataUrl(String mediaType, String charset, String base64) {

    private static final String SCHEME = "data:";

    /** More than a media type and a file's name, percent-encoded, take. */
    private static final int LONGEST_HEAD = 4096;

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+!#$&^-]{1,127}/[\\w.+!#$&^-]{1,127}");

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset=\"?([\\w.:+-]{1,64})\"?\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);

    /** Null for any other text, and for one without a media type. */
    public static @Nullable DataUrl parse(String url) {
        int comma = url.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? comma(url) : -1;
        if (comma < 0) {
            return null;
        }
        String head = url.substring(SCHEME.length(), comma);
        int last = head.lastIndexOf(';');
        if (last < 0 || !head.substring(last + 1).strip().equalsIgnoreCase("base64")) {
            return null;
        }
        String parameters = head.substring(0, last);
        String mediaType = parameters.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            return null;
        }
        Matcher charset = CHARSET.matcher(parameters);
        return new DataUrl(mediaType, charset.find() ? charset.group(1) : "", url.substring(comma + 1));
    }

    /** Where the data begins, less one: a comma inside quotes belongs to a parameter. */
    private static int comma(String url) {
        boolean quoted = false;
        int end = Math.min(url.length(), LONGEST_HEAD);
        for (int at = SCHEME.length(); at < end; at++) {
            char c = url.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return at;
            }
        }
        return -1;
    }
}
