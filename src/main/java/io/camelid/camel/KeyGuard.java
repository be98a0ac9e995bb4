package io.camelid.camel;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Lets in who has a gateway key, where any are configured. Compares in constant time. */
public final class KeyGuard implements Processor {

    private static final String SCHEME = "Bearer ";

    private final List<byte[]> keys;

    public KeyGuard(Collection<String> keys) {
        this.keys =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    public void process(Exchange exchange) {
        if (!keys.isEmpty() && !isKnown(exchange.getMessage().getHeader("Authorization", String.class))) {
            throw RequestException.of(
                    ErrorKind.INVALID_API_KEY,
                    "This gateway needs an API key of its own: send it as \"Authorization: Bearer …\".");
        }
    }

    private boolean isKnown(@Nullable String authorisation) {
        if (authorisation == null || !authorisation.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] sent = authorisation.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] key : keys) {
            known |= MessageDigest.isEqual(key, sent);
        }
        return known;
    }
}
