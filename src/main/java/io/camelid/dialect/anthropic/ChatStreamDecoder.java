package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.StreamDecoder;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.sse.EventTooLargeException;
import io.camelid.sse.SseEvent;
import io.camelid.sse.SseReader;
import java.util.function.Consumer;

/**
 * Reads a streamed answer. Source: Anthropic, "Streaming messages". Throws: {@link ProviderException} where an event is an
 * error or no JSON, or where the stream ends before it said why the answer does. Events of a kind that came later pass.
 */
final class ChatStreamDecoder implements StreamDecoder<ChatCompletionResponseStreamChunk> {

    private final SseReader reader = new SseReader();
    private final StreamEvents events;

    ChatStreamDecoder(ChatCompletionRequest request) {
        this.events = new StreamEvents(AnswerTool.name(request));
    }

    @Override
    public void feed(
            byte[] buffer, int offset, int length, Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        try {
            reader.feed(buffer, offset, length, event -> decode(event, sink));
        } catch (EventTooLargeException e) {
            throw ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider sent too large an event.", e);
        }
    }

    @Override
    public void end(Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        reader.end(event -> decode(event, sink));
        if (!events.isComplete()) {
            events.complete(sink);
        }
    }

    private void decode(SseEvent event, Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        if (event.isBlank() || events.isComplete()) {
            return;
        }
        JsonNode document = ProviderErrors.parse(event.array(), event.offset(), event.length());
        if (document == null && event.terminated()) {
            throw ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider sent an event that is not JSON.");
        }
        if (document == null) {
            return; // cut off in the middle
        }
        if (ErrorDecoder.isError(document)) {
            throw ErrorDecoder.decode(document, event.array(), event.offset(), event.length());
        }
        events.accept(Fields.ofAnswer(document), sink);
    }
}
