package io.camelid.camel;

import io.camelid.catalog.Provider;
import io.camelid.catalog.ProviderData;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Hands the caller's keys for other providers on to a provider that is a Llama Stack itself, and serves them. Its own key
 * and address go where they belong, and not in here.
 */
public final class ProviderDataHeader implements Processor {

    @Override
    public void process(Exchange exchange) {
        RequestRecord record = RequestRecord.of(exchange);
        Provider provider = record.chosenTarget().provider();
        record.providerData()
                .without(List.of(
                        provider.addressRule().dataKey(), provider.keyRule().dataKey()))
                .ifPresent(rest -> exchange.getMessage().setHeader(ProviderData.HEADER, rest));
    }
}
