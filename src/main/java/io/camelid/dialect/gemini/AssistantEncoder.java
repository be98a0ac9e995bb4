package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.gemini.ModelTraits.Thinking;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.ToolCall;
import java.util.List;

/**
 * Writes what the model said as parts: thoughts, then text, then calls, with the signatures they came with.
 *
 * <p>Source: Gemini API v1beta, {@code Part}, {@code FunctionCall}; "Thought signatures". Lossy: another provider's
 * redacted thoughts, and all thoughts for a model that has none, which are reported.
 */
final class AssistantEncoder {

    /** What Google documents for a call that another model made, or whose signature the client did not keep. */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final ModelTraits traits;
    private final List<String> notCarried;

    AssistantEncoder(ModelTraits traits, List<String> notCarried) {
        this.traits = traits;
        this.notCarried = notCarried;
    }

    ArrayNode encode(Message.Assistant said, String path) {
        ContentEncoder parts = new ContentEncoder(path + ".content", notCarried);
        List<Reasoning.Text> reasoning = readable(said.reasoning());
        if (reasoning.size() < said.reasoning().size()) {
            notCarried.add(path + ".reasoning_content");
        }
        reasoning.forEach(thought -> thought(thought, parts));
        parts.add(said.content());
        // a signature without a thought belongs to the text it came behind
        reasoning.stream()
                .filter(it -> it.text().isEmpty() && it.signature() != null)
                .forEach(it -> parts.text("").put("thoughtSignature", it.signature()));
        calls(said.toolCalls(), parts);
        return parts.parts();
    }

    /** What this model can be told of its thoughts. */
    private List<Reasoning.Text> readable(List<Reasoning> reasoning) {
        return traits.thinking() == Thinking.NEVER
                ? List.of()
                : reasoning.stream()
                        .filter(Reasoning.Text.class::isInstance)
                        .map(Reasoning.Text.class::cast)
                        .toList();
    }

    private static void thought(Reasoning.Text thought, ContentEncoder parts) {
        if (!thought.text().isEmpty()) {
            ObjectNode part = parts.text(thought.text()).put("thought", true);
            if (thought.signature() != null) {
                part.put("thoughtSignature", thought.signature());
            }
        }
    }

    /** The first of parallel calls is the one that is signed. */
    private void calls(List<ToolCall> calls, ContentEncoder parts) {
        boolean unsigned = traits.signedCalls() && calls.stream().allMatch(call -> call.signature() == null);
        for (ToolCall call : calls) {
            String signature = unsigned && call == calls.getFirst() ? NO_SIGNATURE : call.signature();
            ObjectNode part = parts.functionCall(ToolCallEncoder.encode(call));
            if (signature != null) {
                part.put("thoughtSignature", signature);
            }
        }
    }
}
