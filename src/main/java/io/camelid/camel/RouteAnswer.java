package io.camelid.camel;

import io.camelid.dialect.AnswerLosses;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.ResponseStream;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes of what an integrator's route answered what was asked: whole or as a stream, a turn or a continuation. */
public final class RouteAnswer implements Processor {

    private final RouteBody body;

    /** @param reader of an answer that is no stream */
    public RouteAnswer(AnswerReader reader) {
        this.body = new RouteBody(reader);
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        RouteBody.Answer answer = body.read(exchange);
        AnswerLosses losses = RequestRecord.of(exchange).answerLosses();
        Object made =
                switch (exchange.getProperty(DialectRequest.ASKED)) {
                    case ChatCompletionRequest chat -> chat.stream() ? stream(answer) : whole(answer);
                    case CompletionRequest text ->
                        text.stream()
                                ? Continuations.of(stream(answer), losses)
                                : Continuations.of(whole(answer), losses);
                    case null, default -> throw new IllegalStateException("routeRequest comes before");
                };
        exchange.getMessage().setBody(made);
    }

    private static ResponseStream<ChatCompletionResponseStreamChunk> stream(RouteBody.Answer answer) {
        return switch (answer) {
            case RouteBody.Whole(var response) -> ToldAtOnce.chat(response);
            case RouteBody.Streamed(var events) -> events;
        };
    }

    private static ChatCompletionResponse whole(RouteBody.Answer answer) {
        return switch (answer) {
            case RouteBody.Whole(var response) -> response;
            case RouteBody.Streamed(var events) ->
                throw ProviderException.of(
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        "The provider's route streams an answer that was not asked for as a stream.");
        };
    }
}
