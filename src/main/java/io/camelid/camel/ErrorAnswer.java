package io.camelid.camel;

import io.camelid.edge.Ending;
import io.camelid.error.CamelidException;
import io.camelid.error.GatewayException;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Answers with what was thrown, in the shape of the client's dialect. */
public final class ErrorAnswer implements Processor {

    private final Door door;

    private ErrorAnswer(Door door) {
        this.door = door;
    }

    /** In OpenAI's shape. */
    public static ErrorAnswer openAi() {
        return new ErrorAnswer(Door.OPENAI);
    }

    /** In Llama Stack's. */
    public static ErrorAnswer llamaStack() {
        return new ErrorAnswer(Door.LLAMA_STACK);
    }

    @Override
    public void process(Exchange exchange) {
        Throwable thrown = Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        RequestRecord record = RequestRecord.of(exchange);
        if (Ending.hasCome(exchange)) {
            record.clientLeft();
            return;
        }
        CamelidException failure = Failures.classify(thrown, record);
        FailureLog.tell(failure);
        record.fail(failure);
        Message message = exchange.getMessage();
        AnswerHeaders.write(message, record, failure.status(), "application/json");
        switch (failure) {
            case RequestException e when e.allow() != null -> message.setHeader("Allow", e.allow());
            case GatewayException e
            when e.retryAfterSeconds() != null -> message.setHeader("retry-after", e.retryAfterSeconds());
            case ProviderException e -> retryAfter(message, e.told());
            default -> {}
        }
        message.setBody(door.error(failure));
    }

    /** The provider's header has the first word. */
    private static void retryAfter(Message message, @Nullable ProviderError told) {
        if (told != null && told.retryAfterSeconds() != null && message.getHeader("retry-after") == null) {
            message.setHeader("retry-after", told.retryAfterSeconds());
        }
    }
}
