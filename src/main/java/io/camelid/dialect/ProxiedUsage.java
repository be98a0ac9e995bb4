package io.camelid.dialect;

import org.jspecify.annotations.Nullable;

/**
 * The token counts of a proxied answer, for the gateway's own books.
 *
 * @param promptTokens tokens read; null where the provider did not say
 * @param completionTokens tokens written; null where the provider did not say, as for embeddings
 */
public record ProxiedUsage(
        @Nullable Long promptTokens, @Nullable Long completionTokens) {}
