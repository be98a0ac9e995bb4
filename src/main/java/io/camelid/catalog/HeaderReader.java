package io.camelid.catalog;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the names and values of HTTP headers. What it says of a wrong one never holds its value. */
final class HeaderReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\t\\x20-\\x7e]*[\\x21-\\x7e])?");

    /** What the gateway sets, or passes on from the client, with every request. */
    private static final Set<String> SET =
            Set.of("accept", "content-type", "user-agent", "x-request-id", "x-llamastack-provider-data");

    /** What belongs to the connection, and what Camel's HTTP component keeps back. */
    private static final Set<String> CONNECTION = Set.of(
            "accept-encoding",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "date",
            "expect",
            "host",
            "keep-alive",
            "pragma",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "warning");

    private HeaderReader() {}

    /**
     * Those of {@code headers}; one whose value comes out empty is not sent.
     *
     * @param keyHeader the header that carries the key
     */
    static Map<String, String> read(Section owner, String keyHeader) {
        Map<String, String> headers = new LinkedHashMap<>();
        Section section = owner.section("headers");
        for (String name : section.keys()) {
            String value = section.text(name);
            if (name.equalsIgnoreCase(keyHeader)) {
                section.problem(name, "carries the key; write that as api_key");
            } else if (isFree(section, name, name) && !value.isEmpty()) {
                check(section, name, value);
                headers.put(name, value);
            }
        }
        return headers;
    }

    /** The header that is to carry the key; empty where nothing is said or it can't. */
    static String keyHeader(Section config) {
        String name = config.text("api_key_header");
        return !name.isEmpty() && isFree(config, "api_key_header", name) ? name : "";
    }

    private static boolean isFree(Section section, String key, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            section.problem(key, "is not the name of an HTTP header");
        } else if (SET.contains(lower)) {
            section.problem(key, "is a header that the gateway itself sets; remove it");
        } else if (CONNECTION.contains(lower) || lower.startsWith("camel")) {
            section.problem(key, "is a header that can't be sent from here; remove it");
        } else {
            return true;
        }
        return false;
    }

    private static void check(Section section, String name, String value) {
        if (!VALUE.matcher(value).matches()) {
            section.problem(
                    name, "has a value with a line end or another character that no header can hold; remove it");
        }
    }
}
