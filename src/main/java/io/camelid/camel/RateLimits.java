package io.camelid.camel;

import java.math.BigDecimal;
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
 * A provider's rate limits under the names that OpenAI's clients know, {@code x-ratelimit-limit-requests} and so on. What
 * counts by the minute has no word for it, as at OpenAI; other windows follow at the end, {@code -requests-day}.
 *
 * <p><b>Source:</b> OpenAI, "Rate limits in headers"; Anthropic, "Rate limits", response headers; Fireworks, "Rate limits"; the
 * headers that Mistral, Together, OpenRouter, Cerebras and OVHcloud answer with. <b>Units:</b> a reset is the time until then,
 * {@code 14m24s}, whatever its provider counts in: a point in time, seconds or milliseconds since 1970, seconds from now.
 */
final class RateLimits {

    private static final String COMMON = "x-ratelimit-";

    private static final Pattern ANTHROPIC =
            Pattern.compile("anthropic-ratelimit-(requests|(?:input-|output-)?tokens)-(limit|remaining|reset)");

    private static final Pattern OTHERS =
            Pattern.compile("(?:x-)?ratelimit(bysize)?-(limit|remaining|reset)(?:-([\\w-]+))?");

    private static final Pattern WINDOW = Pattern.compile("second|minute|hour|day|month");

    /** From here on a number is no number of seconds to wait but a point in time. */
    private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);

    private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(100_000_000_000L);

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
        Matcher other = OTHERS.matcher(name);
        if (other.matches()) {
            return COMMON + other.group(2) + "-" + what(other.group(1) != null, other.group(3));
        }
        return name.startsWith(COMMON) ? name : null;
    }

    /** What is counted: requests where a provider does not say. */
    private static String what(boolean bySize, @Nullable String said) {
        String counted = bySize ? "tokens" : "requests";
        if (said == null) {
            return counted;
        }
        String what = WINDOW.matcher(said).matches() ? counted + "-" + said : said.replaceFirst("^req-", "requests-");
        return switch (what) {
            case "tokens-prompt" -> "input-tokens";
            case "tokens-generated" -> "output-tokens";
            default -> what.replaceFirst("-minute$", "");
        };
    }

    /** A reset as the time until then; any other value, and what nobody can read, as it is. */
    static String value(String name, String value, Instant now) {
        if (!name.startsWith(COMMON + "reset")) {
            return value;
        }
        try {
            return value.contains("T")
                    ? until(OffsetDateTime.parse(value).toInstant(), now)
                    : number(new BigDecimal(value), value, now);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return value;
        }
    }

    private static String number(BigDecimal number, String value, Instant now) {
        if (number.compareTo(EPOCH_MILLIS) >= 0) {
            return until(Instant.ofEpochMilli(number.longValueExact()), now);
        }
        return number.compareTo(EPOCH_SECONDS) >= 0
                ? until(Instant.ofEpochSecond(number.longValue()), now)
                : value + "s";
    }

    private static String until(Instant then, Instant now) {
        Duration left = Duration.between(now, then);
        return (left.isNegative() ? Duration.ZERO : left.truncatedTo(ChronoUnit.MILLIS))
                .toString()
                .substring(2)
                .toLowerCase(Locale.ROOT);
    }
}
