package io.camelid.camel;

import io.camelid.dialect.Envelope;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Puts the provider's name of the model into the request; every other byte goes on as it came. */
public final class ProxiedRequest implements Processor {

    /** Exchange property: what was sent, until its answer begins. */
    static final String BODY = "camelidSentBody";

    @Override
    public void process(Exchange exchange) {
        // taken out, so that nothing holds the body once it is sent: its answer may be a long stream
        Envelope envelope = (Envelope) exchange.removeProperty(EnvelopeDecoder.ENVELOPE);
        String model = RequestRecord.of(exchange).chosenTarget().upstreamModel();
        exchange.setProperty(ExchangeState.PATH, exchange.getProperty(ExchangeState.ENDPOINT));
        SpliceEntity body = new SpliceEntity(envelope.withModel(model));
        exchange.setProperty(BODY, body);
        exchange.getMessage().setBody(body);
    }
}
