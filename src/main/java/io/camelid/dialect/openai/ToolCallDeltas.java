package io.camelid.dialect.openai;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Arguments;
import io.camelid.dialect.openai.ChatCompletionChunk.Delta;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolCallPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one choice of a stream, each under its index. Single use. Lossy: a client that speaks of functions gets the
 * first call only.
 */
final class ToolCallDeltas {

    private final boolean legacyFunctions;
    private final AnswerLosses losses;
    /** The index of each call that is told in parts, by its id. */
    private final Map<String, Integer> parts = new HashMap<>();
    /** Calls so far, which are numbered in the order of their first sight. */
    private int count;

    ToolCallDeltas(boolean legacyFunctions, AnswerLosses losses) {
        this.legacyFunctions = legacyFunctions;
        this.losses = losses;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** In two pieces, as OpenAI does, so that a client can show the name at once; none where parts told it all. */
    List<Delta> whole(ToolCall call) {
        if (parts.remove(call.callId()) != null) {
            return List.of();
        }
        int index = count++;
        String id = ToolCallEncoder.answerId(call);
        losses.lostIf(legacyFunctions && call.signature() != null, AnswerPart.CALL_SIGNATURE);
        return shown(
                index,
                begin(index, id, call.toolName().value(), "", call.signature()),
                continued(index, Arguments.write(call)));
    }

    List<Delta> part(ToolCallPart part) {
        Integer known = parts.get(part.callId());
        if (known == null) {
            int index = count++;
            parts.put(part.callId(), index);
            return shown(index, begin(index, part.callId(), part.toolName(), part.arguments(), null));
        }
        return part.arguments().isEmpty() ? List.of() : shown(known, continued(known, part.arguments()));
    }

    private List<Delta> shown(int index, Delta... deltas) {
        boolean unplaced = legacyFunctions && index > 0;
        losses.lostIf(unplaced, AnswerPart.CALL);
        return unplaced ? List.of() : List.of(deltas);
    }

    private Delta begin(int index, String id, String name, String arguments, @Nullable String signature) {
        FunctionCall function = new FunctionCall(name, arguments);
        return legacyFunctions
                ? Delta.function(function)
                : Delta.call(new ToolCallObject(index, id, "function", function, ToolCallObject.extra(signature)));
    }

    private Delta continued(int index, String arguments) {
        FunctionCall function = new FunctionCall(null, arguments);
        return legacyFunctions
                ? Delta.function(function)
                : Delta.call(new ToolCallObject(index, null, null, function, null));
    }
}
