package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the client reads of the headers that recorded providers tell their limits and hints by. */
final class RecordedLimits {

    /**
     * A provider's header; the client's; what becomes of the value: the same, seconds, a
     * time that is past, how long to wait, or not told.
     */
    private static final String TABLE = """
            anthropic-ratelimit-input-tokens-limit     x-ratelimit-limit-input-tokens       same
            anthropic-ratelimit-input-tokens-remaining x-ratelimit-remaining-input-tokens   same
            anthropic-ratelimit-input-tokens-reset     x-ratelimit-reset-input-tokens       past
            anthropic-ratelimit-output-tokens-limit    x-ratelimit-limit-output-tokens      same
            anthropic-ratelimit-output-tokens-remaining x-ratelimit-remaining-output-tokens same
            anthropic-ratelimit-output-tokens-reset    x-ratelimit-reset-output-tokens      past
            anthropic-ratelimit-requests-limit         x-ratelimit-limit-requests           same
            anthropic-ratelimit-requests-remaining     x-ratelimit-remaining-requests       same
            anthropic-ratelimit-requests-reset         x-ratelimit-reset-requests           past
            anthropic-ratelimit-tokens-limit           x-ratelimit-limit-tokens             same
            anthropic-ratelimit-tokens-remaining       x-ratelimit-remaining-tokens         same
            anthropic-ratelimit-tokens-reset           x-ratelimit-reset-tokens             past
            ratelimit-limit                            x-ratelimit-limit-requests           same
            ratelimit-remaining                        x-ratelimit-remaining-requests       same
            ratelimit-reset                            x-ratelimit-reset-requests           seconds
            ratelimitbysize-limit                      x-ratelimit-limit-tokens             same
            ratelimitbysize-query-cost                 -                                    not-told
            ratelimitbysize-remaining                  x-ratelimit-remaining-tokens         same
            ratelimitbysize-reset                      x-ratelimit-reset-tokens             seconds
            retry-after                                retry-after                          same
            retry-after-ms                             retry-after-ms                       not-told
            x-ratelimit-limit                          x-ratelimit-limit-requests           same
            x-ratelimit-limit-input-images             x-ratelimit-limit-input-images       same
            x-ratelimit-limit-minute                   x-ratelimit-limit-requests           same
            x-ratelimit-limit-req-minute               x-ratelimit-limit-requests           same
            x-ratelimit-limit-requests                 x-ratelimit-limit-requests           same
            x-ratelimit-limit-tokens                   x-ratelimit-limit-tokens             same
            x-ratelimit-limit-tokens-minute            x-ratelimit-limit-tokens             same
            x-ratelimit-limit-tokens_usage_based       x-ratelimit-limit-tokens_usage_based same
            x-ratelimit-remaining                      x-ratelimit-remaining-requests       same
            x-ratelimit-remaining-input-images         x-ratelimit-remaining-input-images   same
            x-ratelimit-remaining-minute               x-ratelimit-remaining-requests       same
            x-ratelimit-remaining-req-minute           x-ratelimit-remaining-requests       same
            x-ratelimit-remaining-requests             x-ratelimit-remaining-requests       same
            x-ratelimit-remaining-requests-day         x-ratelimit-remaining-requests-day   same
            x-ratelimit-remaining-requests-hour        x-ratelimit-remaining-requests-hour  same
            x-ratelimit-remaining-requests-minute      x-ratelimit-remaining-requests       same
            x-ratelimit-remaining-tokens               x-ratelimit-remaining-tokens         same
            x-ratelimit-remaining-tokens-day           x-ratelimit-remaining-tokens-day     same
            x-ratelimit-remaining-tokens-hour          x-ratelimit-remaining-tokens-hour    same
            x-ratelimit-remaining-tokens-minute        x-ratelimit-remaining-tokens         same
            x-ratelimit-remaining-tokens_usage_based   x-ratelimit-remaining-tokens_usage_based same
            x-ratelimit-reset-input-images             x-ratelimit-reset-input-images       same
            x-ratelimit-reset                          x-ratelimit-reset-requests           wait
            x-ratelimit-reset-requests                 x-ratelimit-reset-requests           same
            x-ratelimit-reset-tokens                   x-ratelimit-reset-tokens             same
            x-ratelimit-reset-tokens_usage_based       x-ratelimit-reset-tokens_usage_based same
            x-ratelimit-tokens-query-cost              x-ratelimit-tokens-query-cost        same
            x-ratelimitbysize-limit-minute             x-ratelimit-limit-tokens             same
            x-ratelimitbysize-limit-month              x-ratelimit-limit-tokens-month       same
            x-ratelimitbysize-remaining-minute         x-ratelimit-remaining-tokens         same
            x-ratelimitbysize-remaining-month          x-ratelimit-remaining-tokens-month   same
            x-should-retry                             x-should-retry                       same
            """;

    private static final Map<String, List<String>> ROWS = TABLE.lines()
            .map(line -> Arrays.asList(line.split(" +")))
            .collect(Collectors.toMap(List::getFirst, cells -> cells));

    private RecordedLimits() {}

    static void told(Map<String, String> recorded, HttpHeaders client) {
        recorded.forEach((name, value) -> {
            List<String> row = ROWS.getOrDefault(name, List.of(name, "?", "no line in the table"));
            String told = client.firstValue(row.get(1)).orElse("");
            assertThat(told)
                    .as("%s as %s", name, row.get(1))
                    .isEqualTo(
                            switch (row.get(2)) {
                                case "same" -> value;
                                case "seconds" -> value + "s";
                                case "past" -> "0s";
                                // so many milliseconds since 1970 are a point in time, which is past
                                case "wait" -> value.length() > 9 ? "0s" : value + "s";
                                case "not-told" -> "";
                                default -> throw new AssertionError(row.toString());
                            });
        });
    }
}
