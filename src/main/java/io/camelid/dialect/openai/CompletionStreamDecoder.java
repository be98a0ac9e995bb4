package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.prompt.Markers;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.Metric;
import io.camelid.llama.StopReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed completion. Single use, not thread-safe. Source: OpenAI, {@code CreateCompletionResponse}. Throws:
 * {@link io.camelid.error.ProviderException} where a chunk is an error or something else. Lossy: choices after the first.
 */
public final class CompletionStreamDecoder implements JsonStreamDecoder.Events<CompletionResponseStreamChunk> {

    private final AnswerLosses losses;
    private List<Metric> metrics = List.of();
    private @Nullable StopReason reason;
    private boolean complete;

    /** For one who does not ask what was lost. */
    public CompletionStreamDecoder() {
        this(new AnswerLosses());
    }

    CompletionStreamDecoder(AnswerLosses losses) {
        this.losses = losses;
    }

    @Override
    public List<CompletionResponseStreamChunk> decode(JsonNode body) {
        Fields chunk = Answers.openChunk(body);
        List<Metric> told = UsageDecoder.decode(chunk);
        metrics = told.isEmpty() ? metrics : told;
        Fields choice = Answers.chunkChoice(chunk);
        List<CompletionResponseStreamChunk> pieces = choice == null ? List.of() : choice(choice);
        losses.unread(chunk, AnswerTrivia.ANSWER);
        return pieces;
    }

    /** Whether the server has said why the answer ended: a stream that stops before was cut off. */
    @Override
    public boolean isComplete() {
        return reason != null;
    }

    /** To be called where the server ended the stream in order. */
    @Override
    public List<CompletionResponseStreamChunk> end() {
        return List.of(CompletionResponseStreamChunk.end(reason == null ? StopReason.END_OF_TURN : reason, metrics));
    }

    private List<CompletionResponseStreamChunk> choice(Fields choice) {
        if (complete) {
            choice.text("finish_reason"); // told already
            return List.of();
        }
        String text = AnswerText.of(choice);
        losses.place(AnswerPart.TEXT_BESIDE_CALL, choice, "text");
        Markers.Stripped piece = Markers.strip(text);
        StopReason before = reason;
        reason(piece.reason(), FinishReasons.read(choice, losses));
        // an empty piece with a reason would be taken for the end, which has the usage
        if (piece.text().isEmpty() && (piece.reason() != null || before != null)) {
            return List.of();
        }
        return List.of(new CompletionResponseStreamChunk(
                piece.text(), before, LogprobsDecoder.orEmpty(choice, text), List.of()));
    }

    /** The marker is the model's own word, and comes before the server's. */
    private void reason(@Nullable StopReason marker, @Nullable StopReason told) {
        if (marker != null) {
            reason = marker;
        }
        if (told != null) {
            complete = true;
            reason = reason == null ? told : reason;
        }
    }
}
