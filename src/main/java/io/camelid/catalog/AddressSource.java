package io.camelid.catalog;

import io.camelid.error.RequestException;

/**
 * Finds the address of one call. The config's wins; only a type that says so takes one from the request, and nothing is
 * remembered of it.
 *
 * <p>Source: Llama Stack, {@code remote/inference/passthrough}.
 */
public final class AddressSource {

    private AddressSource() {}

    /**
     * The provider with the address of this call.
     *
     * @throws RequestException 400: the request must bring one and does not, or one that can't be called
     */
    public static Provider locate(Provider provider, ProviderData data) {
        AddressRule rule = provider.addressRule();
        if (!rule.takesAddresses() || !provider.baseUrl().isEmpty()) {
            return provider;
        }
        String url = data.text(rule.dataKey()).orElseThrow(() -> missing(provider, rule));
        String problem = BaseUrl.problem(url);
        if (!problem.isEmpty()) {
            throw RequestException.invalid(
                    "The member '%s' of the header %s %s.".formatted(rule.dataKey(), ProviderData.HEADER, problem),
                    ProviderData.HEADER);
        }
        return provider.at(BaseUrl.complete(url, rule.suffix(), rule.afterAnyPath()));
    }

    private static RequestException missing(Provider provider, AddressRule rule) {
        return RequestException.invalid(
                "Provider '%s' has no address of its own: send the header %s: {\"%s\": \"http://…\"}."
                        .formatted(provider.id(), ProviderData.HEADER, rule.dataKey()),
                ProviderData.HEADER);
    }
}
