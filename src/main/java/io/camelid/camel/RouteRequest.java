package io.camelid.camel;

import com.fasterxml.jackson.core.type.TypeReference;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.Message;
import io.camelid.llama.ToolConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Hands a canonical request to an integrator's route: the body of a Llama Stack chat completion request, as plain maps and
 * lists that any language of Camel's reads. A text to be continued is asked as one message of a user's.
 */
public final class RouteRequest implements Processor {

    private static final TypeReference<Map<String, @Nullable Object>> PLAIN = new TypeReference<>() {};

    private final LlamaStackDialect dialect = new LlamaStackDialect();
    private final NotCarried notCarried;

    /** @param lossy the setting {@code camelid.lossy} */
    public RouteRequest(String lossy) {
        this.notCarried = new NotCarried(lossy);
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        RequestRecord record = RequestRecord.of(exchange);
        Object asked = exchange.getMessage().getBody();
        WireRequest request =
                DialectRequest.encode(dialect, asked instanceof CompletionRequest text ? chat(text) : asked);
        Door door = Door.of(exchange);
        notCarried.tell(request.notCarried().stream().map(door::path).toList(), record);
        exchange.setProperty(DialectRequest.ASKED, asked);
        exchange.getMessage().setHeader(RequestOpener.REQUEST_ID, record.id());
        exchange.getMessage().setBody(Json.MAPPER.readValue(request.body(), PLAIN));
    }

    private static ChatCompletionRequest chat(CompletionRequest text) {
        return new ChatCompletionRequest(
                text.model(),
                List.of(new Message.User(text.content())),
                text.samplingParams(),
                List.of(),
                ToolConfig.DEFAULT,
                text.responseFormat(),
                text.stream(),
                text.logprobs(),
                text.extensions());
    }
}
