package io.camelid.catalog;

/**
 * How a provider takes its key.
 *
 * @param setting where the key is in the provider's {@code config}
 * @param dataKey where it is in the {@code X-LlamaStack-Provider-Data} header
 * @param header the HTTP header that carries it to the provider
 * @param prefix what stands before the key in that header, like {@code "Bearer "}
 * @param requestFirst whether the request's key wins over the configured one
 * @param required whether a call without a key is refused here
 */
public record KeyRule(
        String setting, String dataKey, String header, String prefix, boolean requestFirst, boolean required) {

    /** For a provider that knows no keys. */
    static final KeyRule NONE = new KeyRule("", "", "", "", false, false);

    public boolean takesKeys() {
        return !header.isEmpty();
    }
}
