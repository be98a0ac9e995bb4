package io.camelid.camel;

import io.camelid.catalog.Provider;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.EmbeddingsResponse;
import java.io.IOException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Reads what a provider answered in its wire format, as a canonical answer or a stream of its events, of which the first is
 * here. A provider that answers a request for a stream as a whole is understood.
 */
public final class DialectAnswer implements Processor {

    private final Function<Provider, Dialect> dialects;
    private final AnswerReader reader;

    /** @param reader of an answer that is no stream */
    public DialectAnswer(Function<Provider, Dialect> dialects, AnswerReader reader) {
        this.dialects = dialects;
        this.reader = reader;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Dialect dialect =
                dialects.apply(RequestRecord.of(exchange).chosenTarget().provider());
        Message message = exchange.getMessage();
        Object answer =
                switch (exchange.getProperty(DialectRequest.ASKED)) {
                    case ChatCompletionRequest chat -> answer(exchange, dialect, chat);
                    case CompletionRequest text -> answer(exchange, dialect, text);
                    case EmbeddingsRequest contents -> answer(exchange, dialect, contents);
                    case null, default -> throw new IllegalStateException("dialectRequest comes before");
                };
        message.setBody(answer);
    }

    private Object answer(Exchange exchange, Dialect dialect, ChatCompletionRequest asked) throws IOException {
        if (isStream(exchange.getMessage(), asked.stream())) {
            return DecodedStream.begin(
                    exchange,
                    dialect.streamDecoder(asked, losses(exchange)),
                    DialectAnswer::isLast,
                    reader.translatedShare());
        }
        AnswerReader.Whole body = reader.readToTranslate(exchange);
        ChatCompletionResponse answer = dialect.decode(body.bytes(), body.length(), asked, losses(exchange));
        return asked.stream() ? ToldAtOnce.chat(answer) : answer;
    }

    private Object answer(Exchange exchange, Dialect dialect, CompletionRequest asked) throws IOException {
        if (isStream(exchange.getMessage(), asked.stream())) {
            return DecodedStream.begin(
                    exchange,
                    dialect.streamDecoder(asked, losses(exchange)),
                    DialectAnswer::isLast,
                    reader.translatedShare());
        }
        AnswerReader.Whole body = reader.readToTranslate(exchange);
        CompletionResponse answer = dialect.decode(body.bytes(), body.length(), asked, losses(exchange));
        return asked.stream() ? ToldAtOnce.completion(answer) : answer;
    }

    private EmbeddingsResponse answer(Exchange exchange, Dialect dialect, EmbeddingsRequest asked) throws IOException {
        refuseStream(StreamRelay.isStream(exchange.getMessage()));
        AnswerReader.Whole body = reader.readToTranslate(exchange);
        return dialect.decode(body.bytes(), body.length(), asked, losses(exchange));
    }

    private static AnswerLosses losses(Exchange exchange) {
        return RequestRecord.of(exchange).answerLosses();
    }

    private static boolean isStream(Message message, boolean asked) {
        boolean stream = StreamRelay.isStream(message);
        refuseStream(stream && !asked);
        return stream;
    }

    private static void refuseStream(boolean unasked) {
        if (unasked) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "The provider streams an answer that was not asked for as a stream.");
        }
    }

    static boolean isLast(ChatCompletionResponseStreamChunk chunk) {
        return chunk.event() instanceof Complete;
    }

    private static boolean isLast(CompletionResponseStreamChunk chunk) {
        return chunk.stopReason() != null && chunk.delta().isEmpty();
    }
}
