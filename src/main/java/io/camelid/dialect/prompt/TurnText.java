package io.camelid.dialect.prompt;

import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of a turn out of what a model goes on writing: up to the first end marker, wherever its pieces are cut. A piece
 * whose end may begin a marker waits for the next. Single use, not thread-safe.
 */
final class TurnText {

    /** Some text with the logprobs of its tokens. */
    record Piece(String text, List<TokenLogProbs> logprobs) {}

    private final Deque<Piece> waiting = new ArrayDeque<>();
    private @Nullable StopReason marked;

    /** What can be told now that this has come. */
    List<Piece> add(Piece piece) {
        if (marked != null || piece.text().isEmpty()) {
            return List.of();
        }
        waiting.add(piece);
        String text = waiting.stream().map(Piece::text).collect(Collectors.joining());
        Markers.End end = Markers.endIn(text);
        if (end == null) {
            return upTo(text.length() - Markers.beginningAtEndOf(text), false);
        }
        marked = end.reason();
        List<Piece> told = upTo(end.at(), true);
        waiting.clear();
        return told;
    }

    /** Nothing more comes: what waits is no marker. */
    List<Piece> end() {
        List<Piece> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }

    /** The marker is the model's own word, and comes before the server's. */
    StopReason reason(StopReason told) {
        return marked == null ? told : marked;
    }

    /** @param cut whether a piece may be told in part */
    private List<Piece> upTo(int length, boolean cut) {
        List<Piece> told = new ArrayList<>();
        int left = length;
        while (!waiting.isEmpty() && waiting.getFirst().text().length() <= left) {
            Piece piece = waiting.removeFirst();
            left -= piece.text().length();
            told.add(piece);
        }
        if (cut && left > 0) {
            Piece piece = waiting.removeFirst();
            told.add(new Piece(piece.text().substring(0, left), piece.logprobs()));
        }
        return told;
    }
}
