package io.camelid.dialect.openai;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.prompt.AssistantText;
import io.camelid.dialect.prompt.Markers;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Holds back the beginning of an answer as long as it may turn out to be a call: a client that got it as content would get
 * the call's spelling and then the call. Single use, one for a choice.
 */
final class HeldText {

    /** Some text with the logprobs of its tokens. */
    record Piece(String text, List<TokenLogProbs> logprobs) {}

    private static final String FUNCTION_TAG = "<function=";
    /** So far it is a call: its end will tell, or what comes after it. */
    private static final Pattern OPEN = Pattern.compile("\\[\\s*[A-Za-z_][\\w.-]*\\s*\\(|\\{\\s*\"");
    /** So far it may become one. */
    private static final Pattern BEGINNING = Pattern.compile("\\[\\s*(?:[A-Za-z_][\\w.-]{0,100}\\s*)?|\\{\\s*");

    private final List<ToolDefinition> tools;
    private final StringBuilder text = new StringBuilder();
    private final List<TokenLogProbs> logprobs = new ArrayList<>();
    private final AnswerLosses losses;
    private final Spelling spelling = new Spelling();
    private boolean open;
    private boolean decided;

    /**
     * @param tools what the model was offered; without any nothing is held
     * @param losses told of text behind a call
     */
    HeldText(List<ToolDefinition> tools, AnswerLosses losses) {
        this.tools = tools;
        this.losses = losses;
        this.decided = tools.isEmpty();
    }

    /** What can be told now that this has come: nothing yet, or all. */
    List<Piece> add(Piece piece) {
        if (decided) {
            return piece.text().isEmpty() ? List.of() : List.of(piece);
        }
        text.append(piece.text());
        logprobs.addAll(piece.logprobs());
        boolean hold = open
                ? spelling.mayGoOn(piece.text())
                : mayBeCall(text.toString().stripLeading());
        return hold ? List.of() : release();
    }

    /** All that is held, for it is text after all. */
    List<Piece> release() {
        decided = true;
        Piece held = new Piece(text.toString(), List.copyOf(logprobs));
        drop();
        return held.text().isEmpty() ? List.of() : List.of(held);
    }

    /** What is to be told before this call: nothing where the call is what was held. */
    List<Piece> before(ToolCall call) {
        if (text.isEmpty()) {
            return release();
        }
        AssistantText read = AssistantText.decode(text.toString(), null, tools);
        boolean spelled = read.toolCalls().stream()
                .anyMatch(it -> it.toolName().value().equals(call.toolName().value()));
        if (spelled) {
            losses.lostIf(!read.after().isBlank(), AnswerPart.TEXT_BESIDE_CALL);
            drop();
        }
        return release();
    }

    private void drop() {
        text.setLength(0);
        logprobs.clear();
    }

    private boolean mayBeCall(String beginning) {
        open = OPEN.matcher(beginning).lookingAt()
                || beginning.startsWith(FUNCTION_TAG)
                || beginning.startsWith(Markers.PYTHON_TAG);
        if (open) {
            return spelling.mayGoOn(beginning);
        }
        return FUNCTION_TAG.startsWith(beginning)
                || Markers.PYTHON_TAG.startsWith(beginning)
                || BEGINNING.matcher(beginning).matches();
    }
}
