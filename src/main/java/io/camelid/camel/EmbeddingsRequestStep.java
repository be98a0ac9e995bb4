package io.camelid.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.openai.EmbeddingsCall;
import io.camelid.dialect.openai.EmbeddingsRequestDecoder;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Turns an OpenAI embeddings request into a canonical one. */
public final class EmbeddingsRequestStep implements Processor {

    static final String CALL = "camelidCall";

    private final NotCarried notCarried;

    /** @param lossy the setting {@code camelid.lossy} */
    public EmbeddingsRequestStep(String lossy) {
        this.notCarried = new NotCarried(lossy);
    }

    @Override
    public void process(Exchange exchange) {
        RequestRecord record = RequestRecord.of(exchange);
        Decoded<EmbeddingsCall> decoded =
                EmbeddingsRequestDecoder.decode(exchange.getMessage().getBody(JsonNode.class));
        notCarried.tell(decoded.notCarried(), record);
        EmbeddingsCall call = decoded.value();
        exchange.setProperty(CALL, call);
        exchange.getMessage()
                .setBody(call.request().withModel(record.chosenTarget().upstreamModel()));
    }
}
