package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/**
 * A number about an answer; token usage travels so, see {@link Usage}. Source: Llama Stack, {@code apis/telemetry},
 * {@code MetricInResponse}.
 *
 * @param unit null for tokens
 */
public record Metric(String metric, double value, @Nullable String unit) {}
