package io.camelid.dialect;

import org.jspecify.annotations.Nullable;

/**
 * Gets an image from the web, for providers that can't. Whoever implements it bounds size and time, takes http and https
 * only, and keeps off private addresses.
 */
@FunctionalInterface
public interface ImageFetcher {

    /** @throws io.camelid.error.RequestException the image can't be had */
    Fetched fetch(String uri);

    /**
     * An image.
     *
     * @param contentType the header as it came; null where there was none
     */
    record Fetched(String base64, @Nullable String contentType) {}
}
