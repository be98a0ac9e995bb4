package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.Metric;
import io.camelid.llama.StopReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one streamed continuation. Servers tell the reason with the last text, after it, or with several pieces as
 * far as it is known: the last word counts, and is told once, at the end. Single use, not thread-safe.
 */
final class CompletionStreamDecoder implements JsonStreamDecoder.Events<CompletionResponseStreamChunk> {

    private final AnswerLosses losses;
    private @Nullable StopReason reason;
    private List<Metric> metrics = List.of();

    CompletionStreamDecoder(AnswerLosses losses) {
        this.losses = losses;
    }

    @Override
    public List<CompletionResponseStreamChunk> decode(JsonNode event) {
        CompletionResponseStreamChunk chunk = StreamChunkDecoder.decodeCompletion(event, losses);
        reason = chunk.stopReason() == null ? reason : chunk.stopReason();
        metrics = chunk.metrics().isEmpty() ? metrics : chunk.metrics();
        return chunk.delta().isEmpty() && chunk.logprobs().isEmpty()
                ? List.of()
                : List.of(CompletionResponseStreamChunk.text(chunk.delta(), chunk.logprobs()));
    }

    @Override
    public boolean isComplete() {
        return reason != null;
    }

    @Override
    public List<CompletionResponseStreamChunk> end() {
        return List.of(CompletionResponseStreamChunk.end(reason == null ? StopReason.END_OF_TURN : reason, metrics));
    }
}
