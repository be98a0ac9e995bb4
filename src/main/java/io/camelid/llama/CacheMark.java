package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/**
 * Extension: a provider with a prompt cache may cache everything up to the marked place. Source: Anthropic Messages,
 * {@code cache_control}.
 *
 * @param ttl how long, in the provider's words, {@code 5m} or {@code 1h}; null for its default
 */
public record CacheMark(@Nullable String ttl) {}
