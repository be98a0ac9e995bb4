package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a provider may be asked again, where it says so inside its error.
 *
 * <p><b>Source:</b> {@code google.rpc.RetryInfo} among an error's {@code details}, as Gemini's two endpoints have it; the
 * headers that OpenRouter repeats in {@code metadata}. <b>Units:</b> seconds, rounded up: to come back early is to be refused
 * again.
 */
public final class RetryHint {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?s?");

    private RetryHint() {}

    /**
     * Reads the hint.
     *
     * @param error the object that has the error's message
     * @return null where there is none
     */
    public static @Nullable Integer seconds(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText().endsWith("google.rpc.RetryInfo")) {
                return seconds(detail.path("retryDelay").asText());
            }
        }
        for (Map.Entry<String, JsonNode> header :
                error.path("metadata").path("headers").properties()) {
            if (header.getKey().equalsIgnoreCase("retry-after")) {
                return seconds(header.getValue().asText());
            }
        }
        return null;
    }

    /**
     * Reads a number of seconds, or a date as HTTP has it.
     *
     * @return from now on; null where the text is neither
     */
    public static @Nullable BigDecimal seconds(String text, Instant now) {
        if (SECONDS.matcher(text).matches()) {
            return new BigDecimal(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return BigDecimal.valueOf(Math.max(0, Duration.between(now, then).toMillis()), 3);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Integer seconds(String text) {
        BigDecimal told = seconds(text.strip(), Instant.now());
        return told == null ? null : (int) Math.ceil(told.doubleValue());
    }
}
