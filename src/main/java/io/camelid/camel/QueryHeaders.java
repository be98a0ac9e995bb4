package io.camelid.camel;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Takes back what an HTTP server puts among a message's headers from a URL's query: there it could pass for a header, a key
 * or a content type. Where a request has both, both go: the two can't be told apart.
 */
final class QueryHeaders {

    private QueryHeaders() {}

    static void remove(Message message) {
        String query = message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String parameter : query.split("&")) {
            String name = decoded(parameter.split("=", 2)[0]);
            // these never come from a query: the server's own filter keeps them back
            if (!name.toLowerCase(Locale.ROOT).startsWith("camel")) {
                message.removeHeader(name);
            }
        }
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
