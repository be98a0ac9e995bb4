package io.camelid.camel;

import io.camelid.catalog.AuthHeader;
import io.camelid.catalog.Provider;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Sets what a provider gets besides the body, after a template has removed all headers: where to, whose key, and the few
 * headers of the client's that may go on. Where to is data, not a route: a changed URL needs no new route.
 */
public final class ProviderRequest implements Processor {

    @Override
    public void process(Exchange exchange) {
        RequestRecord record = RequestRecord.of(exchange);
        Message message = exchange.getMessage();
        record.passedHeaders().forEach(message::setHeader);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader(RequestOpener.REQUEST_ID, record.id());
        Provider provider = record.chosenTarget().provider();
        provider.headers().values().forEach(message::setHeader);
        message.setHeader(
                Exchange.HTTP_URI, provider.baseUrl() + "/" + exchange.getProperty(ExchangeState.PATH, String.class));
        AuthHeader authorisation = record.authorisation();
        if (authorisation != null) {
            message.setHeader(authorisation.name(), authorisation.value());
        }
    }
}
