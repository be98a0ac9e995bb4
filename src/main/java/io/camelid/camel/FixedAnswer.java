package io.camelid.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelid.dialect.Json;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Answers the same to everybody, such as which version this is. */
public final class FixedAnswer implements Processor {

    private final String operation;
    private final byte[] body;

    /** @param operation the word for it in the log */
    public FixedAnswer(String operation, Map<String, String> answer) {
        this.operation = operation;
        try {
            this.body = Json.MAPPER.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map that can't be written", e);
        }
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        record.operation(operation);
        AnswerHeaders.write(message, record, 200, "application/json");
        message.setBody(body);
    }
}
