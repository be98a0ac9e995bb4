package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads which tools there are and which must be called, in OpenAI's words of today or of 2023.
 *
 * <p>Source: OpenAI, {@code tools}, {@code tool_choice}; deprecated {@code functions}, {@code function_call}.
 */
final class ToolsDecoder {

    /** @param legacy whether the client speaks of functions */
    record Tools(List<ToolDefinition> definitions, ToolChoice choice, boolean legacy) {}

    private ToolsDecoder() {}

    static Tools decode(Fields in) {
        boolean legacy = !in.has("tools") && in.has("functions");
        List<ToolDefinition> definitions = legacy
                ? in.objects("functions").stream().map(ToolDecoder::function).toList()
                : in.objects("tools").stream().map(ToolDecoder::decode).toList();
        String choiceField = legacy ? "function_call" : "tool_choice";
        ToolChoice choice = legacy ? ToolChoiceDecoder.decodeLegacy(in) : ToolChoiceDecoder.decode(in);
        return new Tools(definitions, checked(in, choiceField, choice, definitions), legacy);
    }

    private static ToolChoice checked(
            Fields in, String field, @Nullable ToolChoice choice, List<ToolDefinition> definitions) {
        if (choice == null) {
            return ToolChoice.Mode.AUTO;
        }
        if (definitions.isEmpty()) {
            throw in.wrong(field, "is only allowed where tools are given.");
        }
        if (choice instanceof ToolChoice.Named(var name)
                && definitions.stream().noneMatch(it -> it.toolName().value().equals(name))) {
            throw in.wrong(field, "must be 'auto', 'none', 'required' or one of the tools given.");
        }
        return choice;
    }
}
