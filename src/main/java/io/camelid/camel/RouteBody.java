package io.camelid.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Json;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.llamastack.ResponseDecoder;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.StopReason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Reads the body an integrator's route left: a Llama Stack chat completion response as a map, a JSON tree or bytes; a text,
 * which is short for a response that says it; Llama Stack's events, where its content type says so; or a canonical answer.
 */
final class RouteBody {

    /** What a route can answer. */
    sealed interface Answer {}

    record Whole(ChatCompletionResponse response) implements Answer {}

    record Streamed(ResponseStream<ChatCompletionResponseStreamChunk> events) implements Answer {}

    private static final ChatCompletionRequest ANY = ChatCompletionRequest.of("", List.of());

    private final LlamaStackDialect dialect = new LlamaStackDialect();
    private final AnswerReader reader;

    RouteBody(AnswerReader reader) {
        this.reader = reader;
    }

    @SuppressWarnings("unchecked") // a chat was asked, so its events are a chat's
    Answer read(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        AnswerLosses losses = RequestRecord.of(exchange).answerLosses();
        return switch (message.getBody()) {
            case null ->
                throw ProviderException.of(
                        ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's route answered with nothing.");
            case ChatCompletionResponse response -> new Whole(response);
            case ResponseStream<?> events -> new Streamed((ResponseStream<ChatCompletionResponseStreamChunk>) events);
            case String text -> new Whole(said(text));
            case Map<?, ?> map -> new Whole(ResponseDecoder.decodeChat(json(map), losses));
            case JsonNode json -> new Whole(ResponseDecoder.decodeChat(json, losses));
            default -> bytes(exchange, message, losses);
        };
    }

    private Answer bytes(Exchange exchange, Message message, AnswerLosses losses) throws IOException {
        if (StreamRelay.isStream(message)) {
            return new Streamed(DecodedStream.begin(
                    exchange, dialect.streamDecoder(ANY, losses), DialectAnswer::isLast, reader.translatedShare()));
        }
        AnswerReader.Whole body = reader.readToTranslate(exchange);
        return new Whole(dialect.decode(body.bytes(), body.length(), ANY, losses));
    }

    private static JsonNode json(Map<?, ?> map) {
        try {
            return Json.MAPPER.valueToTree(map);
        } catch (IllegalArgumentException none) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "The provider's route answered with a map that can't be written as JSON.",
                    none);
        }
    }

    private static ChatCompletionResponse said(String text) {
        io.camelid.llama.Message.Assistant turn =
                new io.camelid.llama.Message.Assistant(InterleavedContent.of(text), StopReason.END_OF_TURN, List.of());
        return new ChatCompletionResponse(turn, List.of(), List.of());
    }
}
