package io.camelid.catalog;

/**
 * How a request brings the address of its provider, where {@code config} has none.
 *
 * @param dataKey where it is in the {@code X-LlamaStack-Provider-Data} header
 * @param suffix what every address ends with
 * @param afterAnyPath as {@link BaseUrl#complete} has it
 */
public record AddressRule(String dataKey, String suffix, boolean afterAnyPath) {

    /** For a provider that is where its config says, and nowhere else. */
    static final AddressRule NONE = new AddressRule("", "", false);

    public boolean takesAddresses() {
        return !dataKey.isEmpty();
    }
}
