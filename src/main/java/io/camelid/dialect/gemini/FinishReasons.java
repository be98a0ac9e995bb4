package io.camelid.dialect.gemini;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.llama.StopReason;
import org.jspecify.annotations.Nullable;

/** The one table of Gemini's {@code finishReason}. Source: Gemini API v1beta, {@code Candidate.FinishReason}. */
final class FinishReasons {

    /** What a word nobody knows means: the model stopped, and nothing says that anything is missing. */
    private static final StopReason UNKNOWN_WORD = StopReason.END_OF_TURN;

    /** What a failure under a good status counts as. */
    private static final int BAD_GATEWAY = 502;

    private FinishReasons() {}

    /**
     * Null is no reason yet. Gemini has no word for an answer that waits for a tool, which {@link #afterCalls} knows.
     *
     * @param message the provider's explanation; null where it gave none
     * @throws ProviderException the word says that the model failed to write an answer
     */
    static @Nullable StopReason decode(@Nullable String word, @Nullable String message) {
        if (word == null || word.equals("FINISH_REASON_UNSPECIFIED")) {
            return null;
        }
        StopReason known = known(word, message);
        return known == null ? UNKNOWN_WORD : known;
    }

    /** Whether a prompt was refused. */
    static boolean isBlocked(@Nullable String blockReason) {
        return blockReason != null && !blockReason.equals("BLOCK_REASON_UNSPECIFIED");
    }

    /** Tells a reason as lost where it is more than {@link StopReason} can say, or may be. */
    static void lose(Fields candidate, String word, AnswerLosses losses) {
        StopReason reason = decode(word, null);
        if (reason == StopReason.CONTENT_FILTERED) {
            losses.place(AnswerPart.STOP_REASON, candidate, "finishReason");
        } else if (reason != null && known(word, null) == null) {
            candidate.leave("finishReason");
        }
    }

    private static @Nullable StopReason known(String word, @Nullable String message) {
        return switch (word) {
            case "STOP", "OTHER" -> StopReason.END_OF_TURN;
            case "MAX_TOKENS" -> StopReason.OUT_OF_TOKENS;
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> StopReason.CONTENT_FILTERED;
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MISSING_THOUGHT_SIGNATURE",
                    "MALFORMED_RESPONSE",
                    "NO_IMAGE",
                    "IMAGE_OTHER" -> throw failed(word, message);
            default -> null;
        };
    }

    /** The end of an answer that holds calls: the turn goes on with their results, unless it was cut. */
    static StopReason afterCalls(StopReason reason) {
        return reason == StopReason.END_OF_TURN ? StopReason.END_OF_MESSAGE : reason;
    }

    /** Told as the provider's own words, which may repeat the conversation and stay out of the log. */
    private static ProviderException failed(String word, @Nullable String message) {
        String words =
                "The model did not finish its answer (%s)%s".formatted(word, message == null ? "." : ": " + message);
        return ProviderException.answered(BAD_GATEWAY, new ProviderError(words, word, null, null, null));
    }
}
