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
    /** The index of each call by its id, in the order of their first sight. */
    private final Map<String, Integer> indexes = new HashMap<>();

    ToolCallDeltas(boolean legacyFunctions, AnswerLosses losses) {
        this.legacyFunctions = legacyFunctions;
        this.losses = losses;
    }

    boolean isEmpty() {
        return indexes.isEmpty();
    }

    /** In two pieces, as OpenAI does, so that a client can show the name at once; none where parts told it all. */
    List<Delta> whole(ToolCall call) {
        if (indexes.containsKey(call.callId())) {
            return List.of();
        }
        int index = newIndex(call.callId());
        losses.lostIf(legacyFunctions && call.signature() != null, AnswerPart.CALL_SIGNATURE);
        return shown(
                index,
                begin(index, call.callId(), call.toolName().value(), "", call.signature()),
                continued(index, Arguments.write(call)));
    }

    List<Delta> part(ToolCallPart part) {
        Integer known = indexes.get(part.callId());
        if (known == null) {
            int index = newIndex(part.callId());
            return shown(index, begin(index, part.callId(), part.toolName(), part.arguments(), null));
        }
        return part.arguments().isEmpty() ? List.of() : shown(known, continued(known, part.arguments()));
    }

    private int newIndex(String callId) {
        int index = indexes.size();
        indexes.put(callId, index);
        return index;
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
