package io.camelid.dialect.openai;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.openai.ChatCompletionChunk.Choice;
import io.camelid.dialect.openai.ChatCompletionChunk.Delta;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolCallPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One choice of a stream: its role first, its deltas, its reason last. Single use. */
final class ChoiceDeltas {

    private static final String IMAGE =
            new InterleavedContent.Items(List.of(new ContentItem.Image(new ImageSource.Data("")))).asText();

    private final int index;
    private final ChatCall call;
    private final AnswerLosses losses;
    private final ToolCallDeltas calls;
    private final HeldText held;
    private final List<Choice> choices = new ArrayList<>();
    private final ThoughtDeltas thoughts = new ThoughtDeltas();
    /** What was told as text, where a call may fail that was spelled in it. */
    private final StringBuilder spoken = new StringBuilder();

    private boolean begun;
    private boolean hidden;
    private boolean inParts;
    private boolean over;

    ChoiceDeltas(int index, ChatCall call, boolean spelled, AnswerLosses losses) {
        this.index = index;
        this.call = call;
        this.losses = losses;
        this.calls = new ToolCallDeltas(call.legacyFunctions(), losses);
        this.held = new HeldText(spelled ? call.request().tools() : List.of(), losses);
    }

    boolean isComplete() {
        return over;
    }

    /** What an event gives: nothing, one choice for a chunk, or a few. */
    List<Choice> encode(ChatCompletionResponseEvent event) {
        if (over) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream went on after the answer was complete.");
        }
        if (!begun) {
            begun = true;
            tell(Delta.ROLE);
        }
        switch (event) {
            case Start() -> {}
            case Progress(var delta, var logprobs, var reasonSoFar) -> progress(delta, logprobs);
            case Complete(var reason) -> complete(reason);
        }
        List<Choice> told = List.copyOf(choices);
        choices.clear();
        return told;
    }

    private void progress(ContentDelta delta, List<TokenLogProbs> logprobs) {
        boolean unplaced = !(delta instanceof ContentDelta.Text) && !logprobs.isEmpty();
        losses.lostIf(unplaced && call.request().logprobs() != null, AnswerPart.CALL_LOGPROBS);
        if (!(delta instanceof ContentDelta.ReasoningText)) {
            thoughts.close();
        }
        switch (delta) {
            case ContentDelta.Text(var text) -> text(held.add(new HeldText.Piece(text, logprobs)));
            case ContentDelta.ReasoningText(var text, var signature) ->
                thoughts.add(text, signature).forEach(this::tell);
            case ContentDelta.ReasoningRedacted(var data) ->
                thoughts.addRedacted(data).forEach(this::tell);
            case ContentDelta.ToolCallStarted() -> hidden = true;
            case ContentDelta.ToolCallInProgress(var text, var part) -> inProgress(part);
            case ContentDelta.ToolCallFailed(var text) -> failed(text);
            case ContentDelta.ToolCallSucceeded(var whole) -> succeeded(whole);
            case ContentDelta.Image(var base64) -> image();
        }
    }

    /** Named, as in an answer that comes whole. */
    private void image() {
        losses.lost(AnswerPart.IMAGE);
        text(held.add(new HeldText.Piece(IMAGE, List.of())));
    }

    private void inProgress(@Nullable ToolCallPart part) {
        if (part == null) {
            hidden = true;
            return;
        }
        text(held.release());
        inParts = true;
        calls.part(part).forEach(this::tell);
    }

    /** What was hidden until now is text after all; what was told, as text or in parts, is not told again. */
    private void failed(String text) {
        text(held.release());
        boolean told = !hidden && (inParts || spoken.indexOf(text) >= 0);
        if (!told && !text.isEmpty()) {
            tell(Delta.text(text));
        }
        hidden = false;
        inParts = false;
    }

    private void succeeded(ToolCall whole) {
        text(held.before(whole));
        calls.whole(whole).forEach(this::tell);
        hidden = false;
        inParts = false;
    }

    private void complete(StopReason reason) {
        text(held.release());
        over = true;
        choices.add(new Choice(index, Delta.NOTHING, null, call.finishReason(reason, !calls.isEmpty())));
    }

    private void text(List<HeldText.Piece> pieces) {
        if (!call.request().tools().isEmpty()) {
            pieces.forEach(piece -> spoken.append(piece.text()));
        }
        pieces.forEach(piece -> choices.add(new Choice(
                index,
                Delta.text(piece.text()),
                ChatLogprobsEncoder.encode(piece.logprobs(), call.request().logprobs()),
                null)));
    }

    private void tell(Delta delta) {
        choices.add(new Choice(index, delta, null, null));
    }
}
