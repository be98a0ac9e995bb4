package io.camelid.camel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
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

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?s?");

    private RetryAfter() {}

    /**
     * The seconds that a header gives.
     *
     * @param name {@link #HEADER} or {@link #MILLIS}
     * @return null where nobody can read it
     */
    static @Nullable String seconds(String name, String value, Instant now) {
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
            return whole(name.equals(MILLIS) ? number.movePointLeft(3) : number);
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            long left = Math.max(0, Duration.between(now, then).toMillis());
            return whole(BigDecimal.valueOf(left, 3));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String whole(BigDecimal seconds) {
        return seconds.setScale(0, RoundingMode.CEILING).toPlainString();
    }
}
