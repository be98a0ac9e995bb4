package io.camelid.camel;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Refuses what the chosen provider has no endpoint for, naming both. */
public final class UnsupportedEndpoint implements Processor {

    @Override
    public void process(Exchange exchange) {
        throw refusal(
                exchange.getProperty(ExchangeState.PROVIDER, String.class),
                exchange.getProperty(ExchangeState.ENDPOINT, String.class));
    }

    static RequestException refusal(String provider, String endpoint) {
        return RequestException.of(
                ErrorKind.UNSUPPORTED,
                "Provider '%s' does not support /%s; choose a model of another provider.".formatted(provider, endpoint),
                "model");
    }
}
