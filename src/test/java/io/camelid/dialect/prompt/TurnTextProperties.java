package io.camelid.dialect.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A turn ends at its first end marker, however the text is cut into pieces. */
class TurnTextProperties {

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "<",
                        "<|",
                        "<|e",
                        "o",
                        "t_id|>",
                        "<|eot_id|>",
                        "<|eom_id|>",
                        "<|end_of_",
                        "text|>",
                        "a",
                        " b<",
                        "|",
                        ">")
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 2000)
    void whatIsToldIsTheTextBeforeTheFirstMarker(@ForAll("pieces") List<String> pieces) {
        TurnText turn = new TurnText();
        List<TurnText.Piece> told = new ArrayList<>();
        pieces.forEach(it -> told.addAll(turn.add(new TurnText.Piece(it, List.of()))));
        told.addAll(turn.end());

        String whole = String.join("", pieces);
        Markers.End end = Markers.endIn(whole);
        assertThat(text(told)).isEqualTo(end == null ? whole : whole.substring(0, end.at()));
        assertThat(turn.reason(StopReason.OUT_OF_TOKENS))
                .isEqualTo(end == null ? StopReason.OUT_OF_TOKENS : end.reason());
    }

    @Property(tries = 1000)
    void onlyWhatMayBeginAMarkerWaits(@ForAll("pieces") List<String> pieces) {
        TurnText turn = new TurnText();
        String so = "";
        String told = "";
        for (String piece : pieces) {
            so += piece;
            told += text(turn.add(new TurnText.Piece(piece, List.of())));
            if (Markers.endIn(so) != null) {
                return;
            }
            // a piece waits as a whole
            assertThat(so.length() - told.length()).isLessThan("<|end_of_text|>".length() + 10);
        }
        assertThat(Markers.beginningAtEndOf(so) > 0 || told.equals(so)).isTrue();
    }

    @Example
    void aPieceKeepsTheLogprobsOfItsTokens() {
        TurnText turn = new TurnText();
        TokenLogProbs one = new TokenLogProbs(Map.of("a", -1.0), "a");
        TokenLogProbs two = new TokenLogProbs(Map.of("<", -2.0), "<");

        assertThat(turn.add(new TurnText.Piece("a", List.of(one))))
                .containsExactly(new TurnText.Piece("a", List.of(one)));
        assertThat(turn.add(new TurnText.Piece("<", List.of(two)))).isEmpty();
        assertThat(turn.end()).containsExactly(new TurnText.Piece("<", List.of(two)));
    }

    private static String text(List<TurnText.Piece> pieces) {
        return pieces.stream().map(TurnText.Piece::text).collect(Collectors.joining());
    }
}
