package io.camelid.camel;

import io.camelid.dialect.RetryHint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a provider may be asked again, in one form: whole seconds, rounded up, as to come early is to be refused again.
 *
 * <p><b>Source:</b> RFC 9110 §10.2.3; Azure's {@code retry-after-ms}, which has no say beside {@code retry-after}: it was seen
 * to be 0 there.
 */
final class RetryAfter {

    static final String HEADER = "retry-after";

    /** The other header that some have instead. */
    static final String MILLIS = "retry-after-ms";

    private RetryAfter() {}

    /**
     * The seconds that a header gives.
     *
     * @param name {@link #HEADER} or {@link #MILLIS}
     * @return null where nobody can read it
     */
    static @Nullable String seconds(String name, String value, Instant now) {
        BigDecimal told = RetryHint.seconds(value.strip(), now);
        return told == null ? null : whole(name.equals(MILLIS) ? told.movePointLeft(3) : told);
    }

    private static String whole(BigDecimal seconds) {
        return seconds.setScale(0, RoundingMode.CEILING).toPlainString();
    }
}
