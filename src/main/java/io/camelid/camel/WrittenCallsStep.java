package io.camelid.camel;

import io.camelid.dialect.prompt.WrittenCalls;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Finds the calls in what a model said, where its provider's setting {@code tool_calls_in_text} says that they are there. */
public final class WrittenCallsStep implements Processor {

    private static final String SETTING = "tool_calls_in_text";

    @Override
    public void process(Exchange exchange) {
        boolean raw = RequestRecord.of(exchange)
                .chosenTarget()
                .provider()
                .text(SETTING)
                .equals("true");
        if (raw && exchange.getProperty(DialectRequest.ASKED) instanceof ChatCompletionRequest asked) {
            Message message = exchange.getMessage();
            message.setBody(read(message.getBody(), asked.tools()));
        }
    }

    @SuppressWarnings("unchecked") // a chat was asked, so its events are a chat's
    private static @Nullable Object read(@Nullable Object answer, List<ToolDefinition> tools) {
        return switch (answer) {
            case ChatCompletionResponse whole -> WrittenCalls.read(whole, tools);
            case ResponseStream<?> stream ->
                WrittenCalls.read((ResponseStream<ChatCompletionResponseStreamChunk>) stream, tools);
            case null, default -> answer;
        };
    }
}
