package io.camelid.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.openai.ChatCall;
import io.camelid.dialect.openai.ChatRequestDecoder;
import io.camelid.llama.ChatCompletionRequest;
import java.util.Collections;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Turns an OpenAI chat completion request into canonical ones, one for each choice asked for. */
public final class ChatRequestStep implements Processor {

    static final String CALL = "camelidCall";

    private final NotCarried notCarried;

    /** @param lossy the setting {@code camelid.lossy} */
    public ChatRequestStep(String lossy) {
        this.notCarried = new NotCarried(lossy);
    }

    @Override
    public void process(Exchange exchange) {
        RequestRecord record = RequestRecord.of(exchange);
        Decoded<ChatCall> decoded =
                ChatRequestDecoder.decode(exchange.getMessage().getBody(JsonNode.class));
        notCarried.tell(decoded.notCarried(), record);
        ChatCall call = decoded.value();
        exchange.setProperty(CALL, call);
        ChatCompletionRequest request =
                call.request().withModel(record.chosenTarget().upstreamModel());
        exchange.getMessage().setBody(Collections.nCopies(call.n(), request));
    }
}
