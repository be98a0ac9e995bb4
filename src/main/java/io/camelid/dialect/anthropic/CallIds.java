package io.camelid.dialect.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A call's id as the wire takes it: letters, digits, hyphen, underscore. An id that another provider gave may hold more; its
 * spelling in hexadecimal keeps different ids different.
 */
final class CallIds {

    private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9_-]+");

    private CallIds() {}

    static String encode(String id) {
        return VALID.matcher(id).matches()
                ? id
                : "call_" + HexFormat.of().formatHex(id.getBytes(StandardCharsets.UTF_8));
    }
}
