package io.camelid.dialect.anthropic;

import io.camelid.llama.StopReason;

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
        return switch (word) {
            case "end_turn", "stop_sequence", "pause_turn" -> StopReason.END_OF_TURN;
            case "tool_use" -> calls ? StopReason.END_OF_MESSAGE : StopReason.END_OF_TURN;
            case "max_tokens", "model_context_window_exceeded" -> StopReason.OUT_OF_TOKENS;
            case "refusal" -> StopReason.CONTENT_FILTERED;
            default -> StopReason.END_OF_TURN;
        };
    }
}
