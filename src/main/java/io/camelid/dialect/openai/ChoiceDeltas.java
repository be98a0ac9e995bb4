package io.camelid.dialect.openai;

import io.camelid.dialect.Arguments;
import io.camelid.dialect.openai.ChatCompletionChunk.Delta;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolCallPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deltas of one choice of a stream: who speaks, which calls were told and under which index. Single use.
 *
 * <p>Lossy: a signature on a thought has no place; a client that speaks of functions gets the first call only.
 */
final class ChoiceDeltas {

    private final boolean legacyFunctions;
    /** The index of each call by its id, in the order of their first sight. */
    private final Map<String, Integer> calls = new HashMap<>();

    private boolean begun;
    private boolean over;

    ChoiceDeltas(boolean legacyFunctions) {
        this.legacyFunctions = legacyFunctions;
    }

    /** Whether nothing was told yet; true once. */
    boolean first() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    List<Delta> encode(ContentDelta delta) {
        if (over) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream went on after the answer was complete.");
        }
        return switch (delta) {
            case ContentDelta.Text(var text) -> text(text);
            case ContentDelta.ReasoningText(var text, var signature) ->
                text.isEmpty() ? List.of() : List.of(Delta.reasoning(text));
            case ContentDelta.ToolCallStarted() -> List.of();
            case ContentDelta.ToolCallInProgress(var text, var part) -> part == null ? List.of() : part(part);
            // what was told in parts can't be taken back; what was hidden until now is text after all
            case ContentDelta.ToolCallFailed(var text) -> calls.isEmpty() ? text(text) : List.of();
            case ContentDelta.ToolCallSucceeded(var call) -> calls.containsKey(call.callId()) ? List.of() : whole(call);
            case ContentDelta.Image(var base64) ->
                throw ProviderException.of(
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        "The provider streams an image, for which OpenAI's chat stream has no place.");
        };
    }

    /** The answer is over. Returns whether it holds calls. */
    boolean complete() {
        over = true;
        return !calls.isEmpty();
    }

    private static List<Delta> text(String text) {
        return text.isEmpty() ? List.of() : List.of(Delta.text(text));
    }

    /** In two pieces, as OpenAI does, so that a client can show the name at once. */
    private List<Delta> whole(ToolCall call) {
        int index = calls.size();
        calls.put(call.callId(), index);
        Delta name = begin(index, call.callId(), call.toolName().value(), "", call.signature());
        Delta arguments = continued(index, Arguments.write(call));
        return shown(index) ? List.of(name, arguments) : List.of();
    }

    private List<Delta> part(ToolCallPart part) {
        Integer known = calls.get(part.callId());
        int index = known == null ? calls.size() : known;
        if (!shown(index)) {
            calls.put(part.callId(), index);
            return List.of();
        }
        if (known != null) {
            return part.arguments().isEmpty() ? List.of() : List.of(continued(index, part.arguments()));
        }
        calls.put(part.callId(), index);
        return List.of(begin(index, part.callId(), part.toolName(), part.arguments(), null));
    }

    private boolean shown(int index) {
        return !legacyFunctions || index == 0;
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
