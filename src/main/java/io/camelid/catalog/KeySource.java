package io.camelid.catalog;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.util.Optional;

/**
 * Finds the key of one call. Nothing is remembered from call to call: no caller ever pays with another's key.
 *
 * <p>Source: Llama Stack, {@code NeedsRequestProviderData}; which of the two keys wins is part of the provider type.
 */
public final class KeySource {

    private KeySource() {}

    /**
     * The header that authorises this call; absent where the provider needs no key and none is at hand.
     *
     * @throws RequestException 401 {@code provider_key_missing}, naming the setting and the header that would do; 400 for a
     *     key that no HTTP header can carry
     */
    public static Optional<AuthHeader> authorise(Provider provider, ProviderData data) {
        KeyRule rule = provider.keyRule();
        if (!rule.takesKeys()) {
            return Optional.empty();
        }
        ApiKey key = choose(provider.apiKey(), requestKey(rule, data), rule.requestFirst());
        if (!key.isPresent() && rule.required()) {
            throw missing(provider, rule);
        }
        return Optional.of(key).filter(ApiKey::isPresent).map(it -> header(rule, it));
    }

    private static ApiKey choose(ApiKey configured, ApiKey sent, boolean requestFirst) {
        ApiKey first = requestFirst ? sent : configured;
        ApiKey second = requestFirst ? configured : sent;
        return first.isPresent() ? first : second;
    }

    private static ApiKey requestKey(KeyRule rule, ProviderData data) {
        try {
            return data.text(rule.dataKey()).map(ApiKey::new).orElse(ApiKey.NONE);
        } catch (IllegalArgumentException e) {
            throw RequestException.invalid(
                    "The member '%s' of the header %s can't be a key: %s."
                            .formatted(rule.dataKey(), ProviderData.HEADER, e.getMessage()),
                    ProviderData.HEADER);
        }
    }

    private static AuthHeader header(KeyRule rule, ApiKey key) {
        return new AuthHeader(rule.header(), rule.prefix() + key.value());
    }

    private static RequestException missing(Provider provider, KeyRule rule) {
        return RequestException.of(
                ErrorKind.PROVIDER_KEY_MISSING,
                "Provider '%s' needs an API key: set config.%s of this provider, or send the header %s: {\"%s\": \"…\"}."
                        .formatted(provider.id(), rule.setting(), ProviderData.HEADER, rule.dataKey()));
    }
}
