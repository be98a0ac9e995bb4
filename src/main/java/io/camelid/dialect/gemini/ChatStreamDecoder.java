package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the events of {@code streamGenerateContent?alt=sse}. They have no last word: the answer is complete where the
 * connection ends after a finish reason. Single use, not thread-safe.
 *
 * <p>Source: Gemini API v1beta, {@code streamGenerateContent}. Throws: {@link ProviderException} where an event is an error
 * or something else.
 */
final class ChatStreamDecoder implements JsonStreamDecoder.Events<ChatCompletionResponseStreamChunk> {

    private final AnswerDecoder answer;
    private boolean begun;

    ChatStreamDecoder(AnswerLosses losses) {
        this.answer = new AnswerDecoder(true, losses);
    }

    @Override
    public List<ChatCompletionResponseStreamChunk> decode(JsonNode event) {
        AnswerDecoder.Piece piece = answer.decode(event);
        List<ChatCompletionResponseStreamChunk> chunks = new ArrayList<>();
        if (!begun) {
            begun = true;
            chunks.add(chunk(new Start()));
        }
        // told for the event as a whole, they go with its first text
        List<TokenLogProbs> logprobs = piece.logprobs();
        for (ContentDelta delta : piece.deltas()) {
            boolean here = delta instanceof ContentDelta.Text;
            chunks.add(chunk(new Progress(delta, here ? logprobs : List.of(), null)));
            logprobs = here ? List.of() : logprobs;
        }
        if (!logprobs.isEmpty()) {
            chunks.add(chunk(new Progress(new ContentDelta.Text(""), logprobs, null)));
        }
        return chunks;
    }

    @Override
    public boolean isComplete() {
        return answer.reason() != null;
    }

    @Override
    public List<ChatCompletionResponseStreamChunk> end() {
        StopReason reason = answer.reason();
        return reason == null
                ? List.of()
                : List.of(new ChatCompletionResponseStreamChunk(new Complete(reason), answer.metrics()));
    }

    private static ChatCompletionResponseStreamChunk chunk(ChatCompletionResponseEvent event) {
        return new ChatCompletionResponseStreamChunk(event);
    }
}
