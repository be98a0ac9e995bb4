package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes whether the model must call a tool. Source: Anthropic, {@code ToolChoice}. Lossy: an order that the model refuses. */
final class ToolChoiceEncoder {

    private ToolChoiceEncoder() {}

    /** Null where the wire's default will do. A model that takes no orders is left its choice, which is a loss. */
    static @Nullable ObjectNode encode(ChatCompletionRequest request, ModelTraits traits, List<String> lost) {
        ObjectNode choice = encode(request, traits);
        if (!isForced(choice) || traits.isForceable()) {
            return choice;
        }
        lost.add("tool_config.tool_choice");
        return Boolean.FALSE.equals(request.extensions().parallelToolCalls()) ? choice("auto", null, true) : null;
    }

    private static @Nullable ObjectNode encode(ChatCompletionRequest request, ModelTraits traits) {
        boolean one = Boolean.FALSE.equals(request.extensions().parallelToolCalls());
        String answerTool = AnswerTool.name(request, traits);
        if (answerTool != null) {
            return mayCall(request) ? choice("any", null, one) : choice("tool", answerTool, true);
        }
        if (request.tools().isEmpty()) {
            return ToolEncoder.called(request).isEmpty() ? null : choice("none", null, false);
        }
        return switch (request.toolConfig().toolChoice()) {
            case ToolChoice.Mode.AUTO -> one ? choice("auto", null, true) : null;
            case ToolChoice.Mode.REQUIRED -> choice("any", null, one);
            case ToolChoice.Mode.NONE -> choice("none", null, false);
            case ToolChoice.Named(var name) -> choice("tool", name, one);
        };
    }

    /** Whether a choice forces a call. */
    static boolean isForced(@Nullable ObjectNode choice) {
        return choice != null
                && switch (choice.path("type").asText()) {
                    case "any", "tool" -> true;
                    default -> false;
                };
    }

    private static boolean mayCall(ChatCompletionRequest request) {
        return !request.tools().isEmpty() && request.toolConfig().toolChoice() != ToolChoice.Mode.NONE;
    }

    private static ObjectNode choice(String type, @Nullable String name, boolean one) {
        ObjectNode choice = Json.MAPPER.createObjectNode().put("type", type);
        if (name != null) {
            choice.put("name", name);
        }
        if (one) {
            choice.put("disable_parallel_tool_use", true);
        }
        return choice;
    }
}
