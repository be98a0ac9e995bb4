package io.camelid.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {

    private static final Instant NOW = Instant.parse("2026-08-19T14:34:57.250Z");

    @ParameterizedTest
    @CsvSource({
        "anthropic-ratelimit-requests-limit, x-ratelimit-limit-requests",
        "anthropic-ratelimit-tokens-remaining, x-ratelimit-remaining-tokens",
        "anthropic-ratelimit-input-tokens-reset, x-ratelimit-reset-input-tokens",
        "anthropic-ratelimit-output-tokens-limit, x-ratelimit-limit-output-tokens",
        "x-ratelimit-limit-requests, x-ratelimit-limit-requests",
        "x-ratelimit-remaining-input-images, x-ratelimit-remaining-input-images",
        "x-ratelimit-limit-tokens_usage_based, x-ratelimit-limit-tokens_usage_based",
        "x-ratelimit-limit-project-tokens, x-ratelimit-limit-project-tokens",
        "x-ratelimit-renewalperiod-tokens, x-ratelimit-renewalperiod-tokens",
        "x-ratelimit-limit-req-minute, x-ratelimit-limit-requests",
        "x-ratelimit-remaining-tokens-minute, x-ratelimit-remaining-tokens",
        "x-ratelimit-remaining-tokens-month, x-ratelimit-remaining-tokens-month",
        "x-ratelimit-tokens-query-cost, x-ratelimit-tokens-query-cost",
        "ratelimitbysize-remaining, x-ratelimit-remaining-tokens",
        "x-ratelimitbysize-limit-minute, x-ratelimit-limit-tokens",
        "x-ratelimitbysize-limit-month, x-ratelimit-limit-tokens-month",
        "x-ratelimit-limit, x-ratelimit-limit-requests",
        "x-ratelimit-reset, x-ratelimit-reset-requests",
        "x-ratelimit-remaining-requests-minute, x-ratelimit-remaining-requests",
        "x-ratelimit-remaining-requests-day, x-ratelimit-remaining-requests-day",
        "x-ratelimit-remaining-minute, x-ratelimit-remaining-requests",
        "ratelimit-reset, x-ratelimit-reset-requests",
        "x-ratelimit-limit-tokens-prompt, x-ratelimit-limit-input-tokens",
        "x-ratelimit-remaining-tokens-generated, x-ratelimit-remaining-output-tokens",
        "anthropic-organization-id,",
        "anthropic-ratelimit-unified-status,",
        "ratelimit-policy,",
        "x-ratelimited,"
    })
    void aLimitHasOneName(String name, String known) {
        assertThat(RateLimits.name(name)).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({
        "x-ratelimit-reset-tokens, 2026-08-19T14:49:21.250Z, 14m24s",
        "x-ratelimit-reset-tokens, 2026-08-19T14:34:58Z, 0.75s",
        "x-ratelimit-reset-tokens, 2026-08-19T14:34:57Z, 0s",
        "x-ratelimit-reset-tokens, 16.601s, 16.601s",
        "x-ratelimit-reset-requests, 6ms, 6ms",
        "x-ratelimit-reset-requests, 1787150157250, 1m",
        "x-ratelimit-reset-requests, 1787150158, 1m0.75s",
        "x-ratelimit-reset-requests, 1754667660000, 0s",
        "x-ratelimit-reset-requests, 19, 19s",
        "x-ratelimit-reset-requests, 0.5, 0.5s",
        "x-ratelimit-reset-tokens, Tomorrow, Tomorrow",
        "x-ratelimit-reset-tokens, soon, soon",
        "x-ratelimit-reset-tokens, 99999999999999999999999, 99999999999999999999999",
        "x-ratelimit-limit-tokens, 8000000, 8000000",
        "x-ratelimit-remaining-tokens, 9223372036854767616, 9223372036854767616"
    })
    void aResetIsTheTimeUntilThen(String name, String value, String told) {
        assertThat(RateLimits.value(name, value, NOW)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after, 7, 7",
        "retry-after, 7.1, 8",
        "retry-after, 34.07s, 35",
        "retry-after, 0, 0",
        "retry-after, 'Wed, 19 Aug 2026 14:35:00 GMT', 3",
        "retry-after, 'Wed, 19 Aug 2026 14:00:00 GMT', 0",
        "retry-after, later,",
        "retry-after, -1,",
        "retry-after-ms, 1, 1",
        "retry-after-ms, 2500, 3",
        "retry-after-ms, 0, 0"
    })
    void aHintIsWholeSeconds(String name, String value, String told) {
        assertThat(RetryAfter.seconds(name, value, NOW)).isEqualTo(told);
    }
}
