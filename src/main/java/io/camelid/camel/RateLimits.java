package io.camelid.camel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider's rate limits under the names that OpenAI's clients know, {@code x-ratelimit-limit-requests} and so on. Source:
 * OpenAI, "Rate limits in headers"; Anthropic, "Rate limits", response headers.
 */
final class RateLimits {

    private static final String COMMON = "x-ratelimit-";

    private static final Pattern ANTHROPIC =
            Pattern.compile("anthropic-ratelimit-(requests|(?:input-|output-)?tokens)-(limit|remaining|reset)");

    private RateLimits() {}

    /**
     * The name a header goes on under.
     *
     * @param name in lower case
     * @return null for a header that tells no rate limit
     */
    static @Nullable String name(String name) {
        Matcher anthropic = ANTHROPIC.matcher(name);
        if (anthropic.matches()) {
            return COMMON + anthropic.group(2) + "-" + anthropic.group(1);
        }
        return name.startsWith(COMMON) ? name : null;
    }

    /** A point in time as the time until then, which is what a reset is elsewhere: {@code 14m24s}. */
    static String value(String name, String value, Instant now) {
        if (!name.startsWith(COMMON + "reset") || !value.contains("T")) {
            return value;
        }
        try {
            Duration left = Duration.between(now, OffsetDateTime.parse(value).toInstant());
            return (left.isNegative() ? Duration.ZERO : left.truncatedTo(ChronoUnit.MILLIS))
                    .toString()
                    .substring(2)
                    .toLowerCase(Locale.ROOT);
        } catch (DateTimeException e) {
            return value;
        }
    }
}
