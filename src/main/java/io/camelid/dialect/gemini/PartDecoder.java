package io.camelid.dialect.gemini;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.error.CamelidException;
import io.camelid.llama.ContentDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of one answer, which come whole, streamed or not. Single use: it keeps call ids apart.
 *
 * <p>Source: Gemini API v1beta, {@code Part}. Throws: {@link io.camelid.error.ProviderException} for a part that nobody
 * asked for and that has no canonical form (code the provider ran itself, files), rather than lose it.
 */
final class PartDecoder {

    /** What stands beside a part's data. */
    private static final Set<String> BESIDE =
            Set.of("thought", "thoughtSignature", "partMetadata", "videoMetadata", "mediaResolution");

    private final ToolCallDecoder calls = new ToolCallDecoder();
    private final AnswerLosses losses;

    PartDecoder(AnswerLosses losses) {
        this.losses = losses;
    }

    /** Whether a call was among the parts so far. */
    boolean hasCalls() {
        return calls.hasDecoded();
    }

    /** None for an empty text, which says nothing. A text's signature follows it as a thought without text. */
    List<ContentDelta> decode(Fields part) {
        boolean thought = part.isTrue("thought");
        String signature = part.text("thoughtSignature");
        String text = part.text("text");
        Fields call = part.object("functionCall");
        place(part, thought, call != null);
        if (call != null) {
            return List.of(new ContentDelta.ToolCallSucceeded(calls.decode(call, signature)));
        }
        if (text != null) {
            return text(text, thought, signature);
        }
        Fields blob = part.object("inlineData");
        if (blob != null) {
            String mediaType = blob.text("mimeType");
            if (mediaType != null && !mediaType.startsWith("image/")) {
                throw notAsked(part, "inlineData");
            }
            return withSignature(new ContentDelta.Image(blob.requiredText("data")), signature);
        }
        refuseOthers(part);
        return withSignature(null, signature);
    }

    /** Where the parts stand that not every client's format has. A signature is a call's, or a thought of its own. */
    private void place(Fields part, boolean thought, boolean called) {
        if (thought && part.isGiven("text")) {
            losses.place(AnswerPart.REASONING, part, "text");
        }
        if (part.has("thoughtSignature")) {
            losses.place(called ? AnswerPart.CALL_SIGNATURE : AnswerPart.REASONING, part, "thoughtSignature");
        }
        if (called && hasCalls()) {
            losses.place(AnswerPart.CALL, part, "functionCall");
        }
        if (part.isGiven("inlineData")) {
            losses.place(AnswerPart.IMAGE, part, "inlineData");
        }
    }

    private static List<ContentDelta> text(String text, boolean thought, @Nullable String signature) {
        if (!thought) {
            return withSignature(text.isEmpty() ? null : new ContentDelta.Text(text), signature);
        }
        return text.isEmpty() && signature == null
                ? List.of()
                : List.of(new ContentDelta.ReasoningText(text, signature));
    }

    private static List<ContentDelta> withSignature(@Nullable ContentDelta delta, @Nullable String signature) {
        List<ContentDelta> deltas = new ArrayList<>(2);
        if (delta != null) {
            deltas.add(delta);
        }
        if (signature != null) {
            deltas.add(new ContentDelta.ReasoningText("", signature));
        }
        return deltas;
    }

    private static void refuseOthers(Fields part) {
        for (String name : part.names()) {
            if (!BESIDE.contains(name)) {
                throw notAsked(part, name);
            }
        }
    }

    private static CamelidException notAsked(Fields part, String name) {
        return part.wrong(name, "is a kind of part that was not asked for.");
    }
}
