package io.camelid.dialect.openai;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.prompt.CallWatch;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Holds text of an answer back as long as it may turn out to be a call: a client that got it as content would get the call's
 * spelling and then the call. Single use, one for a choice.
 */
final class HeldText {

    /** Some text with the logprobs of its tokens. */
    record Piece(String text, List<TokenLogProbs> logprobs) {}

    private final Deque<Piece> held = new ArrayDeque<>();
    private final CallWatch watch;
    private final AnswerLosses losses;
    /** How many characters were told, and how many can be. */
    private int told;

    private int free;
    private boolean decided;

    /**
     * @param tools what the model was offered; without any nothing is held
     * @param losses told of text behind a call
     */
    HeldText(List<ToolDefinition> tools, AnswerLosses losses) {
        this.watch = new CallWatch(tools);
        this.losses = losses;
        this.decided = tools.isEmpty();
    }

    /** What can be told now that this has come: up to where a call may begin. */
    List<Piece> add(Piece piece) {
        if (decided) {
            return isNothing(piece) ? List.of() : List.of(piece);
        }
        held.add(piece);
        free = watch.add(piece.text());
        return upTo(free, false);
    }

    /** All that is held, for it is text after all. */
    List<Piece> release() {
        decided = true;
        return upTo(Integer.MAX_VALUE, false);
    }

    /** What is to be told before this call: where the call is in what was held, what stands before it there. */
    List<Piece> before(ToolCall call) {
        CallWatch.Around around =
                held.isEmpty() ? null : watch.around(call.toolName().value());
        if (around == null) {
            return release();
        }
        decided = true;
        losses.lostIf(!around.after().isBlank(), AnswerPart.TEXT_BESIDE_CALL);
        List<Piece> pieces = new ArrayList<>(upTo(free, true));
        if (!around.before().isEmpty()) {
            pieces.add(new Piece(around.before(), List.of()));
        }
        held.clear();
        return pieces;
    }

    /**
     * As one piece: a chunk each would cost a client more than it says.
     *
     * @param cut whether a piece may be told in part that has logprobs, which belong to all of it
     */
    private List<Piece> upTo(int end, boolean cut) {
        StringBuilder text = new StringBuilder();
        List<TokenLogProbs> logprobs = new ArrayList<>();
        while (!held.isEmpty() && held.getFirst().text().length() <= end - told) {
            Piece piece = held.removeFirst();
            told += piece.text().length();
            text.append(piece.text());
            logprobs.addAll(piece.logprobs());
        }
        if (!held.isEmpty() && told < end && (cut || held.getFirst().logprobs().isEmpty())) {
            Piece piece = held.removeFirst();
            text.append(piece.text(), 0, end - told);
            logprobs.addAll(piece.logprobs());
            held.addFirst(new Piece(piece.text().substring(end - told), List.of()));
            told = end;
        }
        Piece joined = new Piece(text.toString(), List.copyOf(logprobs));
        return isNothing(joined) ? List.of() : List.of(joined);
    }

    private static boolean isNothing(Piece piece) {
        return piece.text().isEmpty() && piece.logprobs().isEmpty();
    }
}
