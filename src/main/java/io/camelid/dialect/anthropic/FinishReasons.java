package io.camelid.dialect.anthropic;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.llama.StopReason;
import org.jspecify.annotations.Nullable;

/** The one table from {@code stop_reason} to {@link StopReason}. Source: Anthropic, "Handling stop reasons". */
final class FinishReasons {

    private FinishReasons() {}

    /**
     * Lossy: a word that is not in the table becomes {@link StopReason#END_OF_TURN}: the model stopped, and nothing says
     * that anything is missing.
     *
     * @param calls whether the answer holds calls: the one that stands for an answer in JSON is none
     */
    static StopReason decode(String word, boolean calls) {
        StopReason known = known(word, calls);
        return known == null ? StopReason.END_OF_TURN : known;
    }

    /** Tells the reason as lost where it is, or may be, more than {@link StopReason} can say. */
    static void lose(String word, Fields in, AnswerLosses losses) {
        StopReason reason = known(word, false);
        if (reason == null || word.equals("pause_turn")) {
            in.leave("stop_reason");
        } else if (reason == StopReason.CONTENT_FILTERED) {
            losses.place(AnswerPart.STOP_REASON, in, "stop_reason");
        }
    }

    private static @Nullable StopReason known(String word, boolean calls) {
        return switch (word) {
            case "end_turn", "stop_sequence", "pause_turn" -> StopReason.END_OF_TURN;
            case "tool_use" -> calls ? StopReason.END_OF_MESSAGE : StopReason.END_OF_TURN;
            case "max_tokens", "model_context_window_exceeded" -> StopReason.OUT_OF_TOKENS;
            case "refusal" -> StopReason.CONTENT_FILTERED;
            default -> null;
        };
    }
}
