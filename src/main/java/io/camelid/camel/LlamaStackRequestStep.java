package io.camelid.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.llamastack.ChatRequestDecoder;
import io.camelid.dialect.llamastack.CompletionRequestDecoder;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Turns a Llama Stack request into a canonical one: a list of one, as it asks for one answer. */
public final class LlamaStackRequestStep implements Processor {

    private final NotCarried notCarried;

    /** @param lossy the setting {@code camelid.lossy} */
    public LlamaStackRequestStep(String lossy) {
        this.notCarried = new NotCarried(lossy);
    }

    @Override
    public void process(Exchange exchange) {
        JsonNode body = exchange.getMessage().getBody(JsonNode.class);
        RequestRecord record = RequestRecord.of(exchange);
        String model = record.chosenTarget().upstreamModel();
        exchange.getMessage()
                .setBody(List.of(isChat(exchange) ? chat(body, model, record) : text(body, model, record)));
    }

    static boolean isChat(Exchange exchange) {
        return ExchangeState.INFERENCE_CHAT.equals(exchange.getProperty(ExchangeState.ENDPOINT));
    }

    private ChatCompletionRequest chat(JsonNode body, String model, RequestRecord record) {
        Decoded<ChatCompletionRequest> decoded = ChatRequestDecoder.decode(body);
        notCarried.tell(decoded.notCarried(), record);
        return decoded.value().withModel(model);
    }

    private CompletionRequest text(JsonNode body, String model, RequestRecord record) {
        Decoded<CompletionRequest> decoded = CompletionRequestDecoder.decode(body);
        notCarried.tell(decoded.notCarried(), record);
        return decoded.value().withModel(model);
    }
}
