package io.camelid.camel;

import io.camelid.dialect.Envelope;
import io.camelid.upstream.JsonEntity;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Puts the provider's name of the model into the request; every other byte goes on as it came. */
public final class ProxiedRequest implements Processor {

    @Override
    public void process(Exchange exchange) {
        // taken out, so that nothing holds the body once it is sent: its answer may be a long stream
        Envelope envelope = (Envelope) exchange.removeProperty(EnvelopeDecoder.ENVELOPE);
        String model = RequestRecord.of(exchange).chosenTarget().upstreamModel();
        exchange.setProperty(ExchangeState.PATH, exchange.getProperty(ExchangeState.ENDPOINT));
        exchange.getMessage().setBody(new JsonEntity(envelope.withModel(model).segments()));
    }
}
