package io.camelid.camel;

import io.camelid.catalog.Provider;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.WireRequest;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.upstream.JsonEntity;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes a canonical request in the chosen provider's wire format, and tells what that could not carry. */
public final class DialectRequest implements Processor {

    /** The canonical request that is being asked. */
    static final String ASKED = "camelidAsked";

    private final Function<Provider, Dialect> dialects;
    private final NotCarried notCarried;

    /** @param lossy the setting {@code camelid.lossy} */
    public DialectRequest(Function<Provider, Dialect> dialects, String lossy) {
        this.dialects = dialects;
        this.notCarried = new NotCarried(lossy);
    }

    @Override
    public void process(Exchange exchange) {
        RequestRecord record = RequestRecord.of(exchange);
        Dialect dialect = dialects.apply(record.chosenTarget().provider());
        Object asked = exchange.getMessage().getBody();
        WireRequest request = encode(dialect, asked);
        Door door = Door.of(exchange);
        List<String> lost = request.notCarried().stream().map(door::path).toList();
        notCarried.tell(lost, record);
        exchange.setProperty(ASKED, asked);
        exchange.setProperty(ExchangeState.PATH, request.path());
        exchange.getMessage().setBody(new JsonEntity(List.of(ByteBuffer.wrap(request.body()))));
    }

    static WireRequest encode(Dialect dialect, Object asked) {
        return switch (asked) {
            case ChatCompletionRequest chat -> dialect.encode(chat);
            case CompletionRequest text -> dialect.encode(text);
            case EmbeddingsRequest contents -> dialect.encode(contents);
            default -> throw new IllegalStateException("a provider is asked canonical requests, one at a time");
        };
    }
}
