package io.camelid.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.openai.CompletionCall;
import io.camelid.dialect.openai.CompletionRequestDecoder;
import io.camelid.llama.CompletionRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Turns an OpenAI completion request into canonical ones, one for each choice, in the order of the choices. */
public final class CompletionRequestStep implements Processor {

    static final String CALL = "camelidCall";

    private final NotCarried notCarried;

    /** @param lossy the setting {@code camelid.lossy} */
    public CompletionRequestStep(String lossy) {
        this.notCarried = new NotCarried(lossy);
    }

    @Override
    public void process(Exchange exchange) {
        RequestRecord record = RequestRecord.of(exchange);
        Decoded<CompletionCall> decoded =
                CompletionRequestDecoder.decode(exchange.getMessage().getBody(JsonNode.class));
        notCarried.tell(decoded.notCarried(), record);
        CompletionCall call = decoded.value();
        exchange.setProperty(CALL, call);
        String model = record.chosenTarget().upstreamModel();
        List<CompletionRequest> requests = IntStream.range(0, call.choices())
                .mapToObj(choice -> call.request(choice).withModel(model))
                .toList();
        exchange.getMessage().setBody(requests);
    }
}
