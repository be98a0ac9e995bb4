package io.camelid.camel;

import io.camelid.catalog.Target;
import io.camelid.dialect.Envelope;
import io.camelid.upstream.JsonEntity;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Puts the provider's name of the model into the request, and changes what this provider does not take as it is; every other
 * byte goes on as it came.
 */
public final class ProxiedRequest implements Processor {

    private final NotCarried notCarried;

    /** @param lossy the setting {@code camelid.lossy} */
    public ProxiedRequest(String lossy) {
        this.notCarried = new NotCarried(lossy);
    }

    @Override
    public void process(Exchange exchange) {
        // taken out, so that nothing holds the body once it is sent: its answer may be a long stream
        Envelope envelope = (Envelope) exchange.removeProperty(EnvelopeDecoder.ENVELOPE);
        RequestRecord record = RequestRecord.of(exchange);
        Target target = record.chosenTarget();
        Envelope.Rewritten request =
                envelope.rewritten(target.upstreamModel(), target.provider().requestRules());
        notCarried.tell(request.notCarried(), record);
        exchange.setProperty(ExchangeState.PATH, exchange.getProperty(ExchangeState.ENDPOINT));
        exchange.getMessage().setBody(new JsonEntity(request.body().segments()));
    }
}
