package io.camelid.dialect.openai;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * The one table between OpenAI's {@code finish_reason} and {@link StopReason}. Source: OpenAI, {@code /chat/completions}
 * and {@code /completions}, with the words servers of its dialect add.
 */
final class FinishReasons {

    /** What a word nobody knows means: the model stopped, and nothing says that anything is missing. */
    private static final StopReason UNKNOWN_WORD = StopReason.END_OF_TURN;

    private FinishReasons() {}

    /** Null is no reason yet. Lossy: a word that is not in the table becomes {@link StopReason#END_OF_TURN}. */
    static @Nullable StopReason decode(@Nullable String word) {
        if (word == null) {
            return null;
        }
        StopReason known = known(word);
        return known == null ? UNKNOWN_WORD : known;
    }

    /**
     * Reads a choice's reason as {@link #decode} does; a word that is not in the table counts as lost. Some servers say
     * one that is none as long as they have none.
     *
     * @throws ProviderException the word says that the server failed
     */
    static @Nullable StopReason read(Fields choice, AnswerLosses losses) {
        String word = choice.text("finish_reason");
        if (word == null || isNone(word)) {
            return null;
        }
        if (isFailure(word)) {
            throw failure(word);
        }
        StopReason reason = decode(word);
        choice.leave(known(word) == null, "finish_reason");
        if (reason == StopReason.CONTENT_FILTERED) {
            losses.place(AnswerPart.STOP_REASON, choice, "finish_reason");
        }
        return reason;
    }

    /** Whether the word says that the server failed, and not that the model ended; vLLM has the second. */
    static boolean isFailure(String word) {
        return word.equals("error") || word.equals("abort");
    }

    /** What such a word tells, where nothing else does. */
    static ProviderException failure(String word) {
        return ProviderException.of(
                ErrorKind.PROVIDER_UNAVAILABLE, "The provider's answer ends with the finish reason '" + word + "'.");
    }

    private static @Nullable StopReason known(String word) {
        return switch (word) {
            case "stop", "eos", "eos_token", "stop_sequence", "end_turn" -> StopReason.END_OF_TURN;
            case "tool_calls", "function_call", "tool_use", "eom" -> StopReason.END_OF_MESSAGE;
            case "length", "max_tokens", "model_length" -> StopReason.OUT_OF_TOKENS;
            case "content_filter" -> StopReason.CONTENT_FILTERED;
            default -> null;
        };
    }

    /** OpenAI's word for one that servers of its dialect add; any other word is itself. */
    static String openAi(String word) {
        return switch (word) {
            case "eos", "eos_token", "stop_sequence", "end_turn" -> "stop";
            case "max_tokens", "model_length" -> "length";
            case "tool_use" -> "tool_calls";
            default -> word;
        };
    }

    /** Whether the word says that there is no reason yet, as some servers do in place of null. */
    static boolean isNone(String word) {
        return word.isEmpty() || word.equals("not_finished");
    }

    /** For an answer that is over: no reason, or one nobody knows, is the end of the turn. */
    static StopReason readFinal(Fields choice, AnswerLosses losses) {
        StopReason reason = read(choice, losses);
        return reason == null ? UNKNOWN_WORD : reason;
    }

    /** What an answer that holds calls says of them, though its server only says that it stopped. */
    static StopReason withCalls(StopReason told, boolean calls) {
        return calls && told == StopReason.END_OF_TURN ? StopReason.END_OF_MESSAGE : told;
    }

    /**
     * @param calls whether the answer holds calls: a client looks for them where the word says so, and waits in vain where
     *     it says so of an answer without
     */
    static String encode(StopReason reason, boolean calls) {
        return switch (reason) {
            case END_OF_TURN, END_OF_MESSAGE -> calls ? "tool_calls" : "stop";
            case OUT_OF_TOKENS -> "length";
            case CONTENT_FILTERED -> "content_filter";
        };
    }
}
