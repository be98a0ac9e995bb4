package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Metric;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code GenerateContentResponse}, which is a whole answer or an event of a streamed one. Single use, an object
 * an answer: it remembers what the events before said.
 *
 * <p>Source: Gemini API v1beta, {@code GenerateContentResponse}, {@code Candidate}. Throws:
 * {@link io.camelid.error.ProviderException} where it is an error, or not of this format. Lossy: candidates after the
 * first, where a thought stood behind a text, citations and safety ratings; told.
 */
final class AnswerDecoder {

    /** What one response says. */
    record Piece(List<ContentDelta> deltas, List<TokenLogProbs> logprobs) {}

    private final boolean streamed;
    private final AnswerLosses losses;
    private final PartDecoder parts;
    private final UsageDecoder usage;
    private @Nullable StopReason reason;

    /** @param streamed whether what comes are events */
    AnswerDecoder(boolean streamed, AnswerLosses losses) {
        this.streamed = streamed;
        this.losses = losses;
        this.parts = new PartDecoder(losses);
        this.usage = new UsageDecoder(losses);
    }

    Piece decode(JsonNode body) {
        JsonNode answer = body.isArray() && body.size() == 1 ? body.get(0) : body;
        if (answer.hasNonNull("error")) {
            throw ErrorDecoder.inBand(answer);
        }
        Fields in = streamed ? Fields.ofEvent(answer) : Fields.ofAnswer(answer);
        Piece piece = decode(in);
        losses.unread(in, AnswerTrivia.ANSWER);
        return piece;
    }

    private Piece decode(Fields in) {
        usage.add(in);
        Fields feedback = in.object("promptFeedback");
        if (feedback != null && FinishReasons.isBlocked(feedback.text("blockReason"))) {
            reason = StopReason.CONTENT_FILTERED;
            losses.place(AnswerPart.STOP_REASON, feedback, "blockReason");
        }
        return in.objects("candidates").stream()
                .findFirst()
                .map(this::candidate)
                .orElseGet(AnswerDecoder::nothing);
    }

    /** Why the answer ended; null as long as the provider has not said. */
    @Nullable
    StopReason reason() {
        return reason == null || !parts.hasCalls() ? reason : FinishReasons.afterCalls(reason);
    }

    /** What the answer cost, as far as it was told. */
    List<Metric> metrics() {
        return usage.metrics();
    }

    private Piece candidate(Fields candidate) {
        List<ContentDelta> deltas = new ArrayList<>();
        Fields content = candidate.object("content");
        if (content != null) {
            content.objects("parts").forEach(part -> part(part, deltas));
        }
        reason(candidate);
        return new Piece(deltas, LogprobsDecoder.decode(candidate));
    }

    private void part(Fields part, List<ContentDelta> before) {
        List<ContentDelta> read = parts.decode(part);
        // of a whole answer thoughts come first; a stream has them where they stood
        part.leave(!streamed && isThought(read) && before.stream().anyMatch(it -> !isReasoning(it)), "thought");
        before.addAll(read);
    }

    private static boolean isThought(List<ContentDelta> read) {
        return !read.isEmpty()
                && read.getFirst() instanceof ContentDelta.ReasoningText(var text, var signature)
                && !text.isEmpty();
    }

    private static boolean isReasoning(ContentDelta delta) {
        return delta instanceof ContentDelta.ReasoningText;
    }

    private void reason(Fields candidate) {
        String word = candidate.text("finishReason");
        String message = candidate.text("finishMessage");
        StopReason told = FinishReasons.decode(word, message);
        reason = told == null ? reason : told;
        if (word != null) {
            FinishReasons.lose(candidate, word, losses);
        }
        // of an answer that ended well it explains nothing
        candidate.leave(message != null && word != null && !word.equals("STOP"), "finishMessage");
    }

    private static Piece nothing() {
        return new Piece(List.of(), List.of());
    }
}
