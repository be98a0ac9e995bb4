package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.ToolChoice;
import org.jspecify.annotations.Nullable;

/** Reads {@code tool_choice}. Source: OpenAI, {@code ChatCompletionToolChoiceOption}. */
final class ToolChoiceDecoder {

    private ToolChoiceDecoder() {}

    /** Null where absent. A word that is no mode is taken for a tool's name, as Llama Stack does. */
    static @Nullable ToolChoice decode(Fields in) {
        JsonNode choice = in.node("tool_choice");
        if (choice == null) {
            return null;
        }
        return choice.isTextual() ? word(choice.textValue()) : object(in.requiredObject("tool_choice"));
    }

    /** {@code function_call}: a mode, or the one function to call. */
    static @Nullable ToolChoice decodeLegacy(Fields in) {
        JsonNode choice = in.node("function_call");
        if (choice == null) {
            return null;
        }
        return choice.isTextual()
                ? word(choice.textValue())
                : new ToolChoice.Named(in.requiredObject("function_call").requiredText("name"));
    }

    private static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> ToolChoice.Mode.AUTO;
            case "required" -> ToolChoice.Mode.REQUIRED;
            case "none" -> ToolChoice.Mode.NONE;
            default -> new ToolChoice.Named(word);
        };
    }

    private static ToolChoice object(Fields choice) {
        if (!choice.requiredText("type").equals("function")) {
            throw choice.wrong("type", "must be 'function': only functions can be called here.");
        }
        return new ToolChoice.Named(choice.requiredObject("function").requiredText("name"));
    }
}
