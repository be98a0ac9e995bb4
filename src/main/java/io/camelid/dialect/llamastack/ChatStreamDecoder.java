package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import java.util.List;

/** The events of one streamed turn: complete where the server says so. Single use, not thread-safe. */
final class ChatStreamDecoder implements JsonStreamDecoder.Events<ChatCompletionResponseStreamChunk> {

    private final AnswerLosses losses;
    private boolean complete;

    ChatStreamDecoder(AnswerLosses losses) {
        this.losses = losses;
    }

    @Override
    public List<ChatCompletionResponseStreamChunk> decode(JsonNode event) {
        List<ChatCompletionResponseStreamChunk> chunks = StreamChunkDecoder.decodeChat(event, losses);
        complete |= chunks.stream().anyMatch(chunk -> chunk.event() instanceof Complete);
        return chunks;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    /** Nothing can follow the end; a second one would be an answer after the answer. */
    @Override
    public boolean isOver() {
        return complete;
    }

    @Override
    public List<ChatCompletionResponseStreamChunk> end() {
        return List.of();
    }
}
