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
        "anthropic-organization-id,",
        "anthropic-ratelimit-unified-status,"
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
        "x-ratelimit-reset-tokens, Tomorrow, Tomorrow",
        "x-ratelimit-limit-tokens, 8000000, 8000000"
    })
    void aResetIsTheTimeUntilThen(String name, String value, String told) {
        assertThat(RateLimits.value(name, value, NOW)).isEqualTo(told);
    }
}
