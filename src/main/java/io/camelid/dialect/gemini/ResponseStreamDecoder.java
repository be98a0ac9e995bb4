package io.camelid.dialect.gemini;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.StreamDecoder;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.sse.EventTooLargeException;
import io.camelid.sse.SseEvent;
import io.camelid.sse.SseReader;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the events of {@code streamGenerateContent?alt=sse}. They have no last word: the answer is complete where the
 * connection ends after a finish reason.
 *
 * <p>Source: Gemini API v1beta, {@code streamGenerateContent}. Throws: {@link ProviderException} where an event is an error
 * or something else, and where the stream ends without a finish reason.
 */
final class ResponseStreamDecoder implements StreamDecoder<ChatCompletionResponseStreamChunk> {

    /** Not Gemini's, but of servers that stand in for it. */
    private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

    private final SseReader reader = new SseReader();
    private final AnswerDecoder answer;
    private boolean begun;

    ResponseStreamDecoder(AnswerLosses losses) {
        this.answer = new AnswerDecoder(true, losses);
    }

    @Override
    public void feed(byte[] buffer, int offset, int length, Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        try {
            reader.feed(buffer, offset, length, event -> decode(event, sink));
        } catch (EventTooLargeException e) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream holds an event that is too large.", e);
        }
    }

    @Override
    public void end(Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        reader.end(event -> decode(event, sink));
        StopReason reason = answer.reason();
        if (reason == null) {
            throw brokenOff();
        }
        sink.accept(new ChatCompletionResponseStreamChunk(
                new ChatCompletionResponseEvent.Complete(reason), answer.metrics()));
    }

    private void decode(SseEvent event, Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        if (event.isBlank() || event.says(DONE)) {
            return;
        }
        JsonNode json = ProviderErrors.parse(event.array(), event.offset(), event.length());
        if (json == null) {
            throw event.terminated() ? notJson() : brokenOff();
        }
        AnswerDecoder.Piece piece = answer.decode(json);
        if (!begun) {
            begun = true;
            sink.accept(new ChatCompletionResponseStreamChunk(new ChatCompletionResponseEvent.Start()));
        }
        tell(piece, sink);
    }

    /** The logprobs go with the first delta: they are told for the event as a whole. */
    private static void tell(AnswerDecoder.Piece piece, Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        List<TokenLogProbs> logprobs = piece.logprobs();
        for (ContentDelta delta : piece.deltas()) {
            sink.accept(new ChatCompletionResponseStreamChunk(
                    new ChatCompletionResponseEvent.Progress(delta, logprobs, null)));
            logprobs = List.of();
        }
    }

    private static ProviderException brokenOff() {
        return ProviderException.of(
                ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream ended before the answer was complete.");
    }

    private static ProviderException notJson() {
        return ProviderException.of(
                ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream holds an event that is not JSON.");
    }
}
