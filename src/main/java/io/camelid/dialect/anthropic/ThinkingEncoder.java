package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes how long the model is to think. Source: Anthropic, {@code thinking}, {@code output_config.effort}. Lossy: an effort
 * the model has no word for, that leaves no tokens for the answer, or that the conversation forbids.
 */
final class ThinkingEncoder {

    private static final String PATH = "reasoning_effort";

    /** The wire takes no smaller budget, tokens. */
    private static final int LEAST_BUDGET = 1024;

    private final ObjectNode json;
    private final List<String> lost;

    ThinkingEncoder(ObjectNode json, List<String> lost) {
        this.json = json;
        this.lost = lost;
    }

    /**
     * Asks for thoughts where the caller does, and for none where the model would think without being asked and must not.
     *
     * @param forced whether the model must call a tool, which it may not while it thinks
     * @return whether the model thinks
     */
    boolean encode(ChatCompletionRequest request, ModelTraits traits, int maxTokens, boolean forced) {
        String effort = request.extensions().reasoningEffort();
        return switch (traits.thinking()) {
            case ADAPTIVE_DEFAULT -> byDefault(effort, forced);
            case ADAPTIVE_ALWAYS -> always(effort);
            case NEVER, BUDGET, ADAPTIVE, ADAPTIVE_HIDDEN ->
                effort != null && !effort.equals("none") && asked(effort, request, traits, maxTokens, forced);
        };
    }

    private boolean byDefault(@Nullable String effort, boolean forced) {
        boolean off = forced || "none".equals(effort);
        if (effort != null && !effort.equals("none")) {
            adaptive(effort, "xhigh", off);
        }
        if (off) {
            json.putObject("thinking").put("type", "disabled");
            return false;
        }
        return effort == null || shown();
    }

    /** What it says between calls counts as thoughts, which would be hidden unless asked for. */
    private boolean always(@Nullable String effort) {
        if ("none".equals(effort)) {
            refused();
        }
        if (effort != null) {
            adaptive(effort.equals("none") ? "low" : effort, "xhigh", true);
        }
        return shown();
    }

    private boolean asked(
            String effort, ChatCompletionRequest request, ModelTraits traits, int maxTokens, boolean forced) {
        return switch (traits.thinking()) {
            case NEVER -> refused();
            case BUDGET -> budget(effort, maxTokens, forced || isUnsigned(request.messages()));
            case ADAPTIVE -> adaptive(effort, "max", forced);
            case ADAPTIVE_HIDDEN, ADAPTIVE_DEFAULT, ADAPTIVE_ALWAYS -> adaptive(effort, "xhigh", forced) && shown();
        };
    }

    private boolean budget(String effort, int maxTokens, boolean forbidden) {
        int wanted =
                switch (effort) {
                    case "minimal" -> LEAST_BUDGET;
                    case "low" -> 2 * LEAST_BUDGET;
                    case "medium" -> 8 * LEAST_BUDGET;
                    case "high" -> 16 * LEAST_BUDGET;
                    case "xhigh", "max" -> 31 * LEAST_BUDGET;
                    default -> 0;
                };
        // thoughts count among the tokens of the answer, of which something must be left to say
        int budget = Math.min(wanted, maxTokens / 4 * 3);
        if (budget < LEAST_BUDGET || forbidden) {
            return refused();
        }
        json.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        return true;
    }

    /** @param silent whether only the effort is told, and thinking left to the model */
    private boolean adaptive(String effort, String highest, boolean silent) {
        String word = word(effort, highest);
        if (word == null) {
            return refused();
        }
        json.withObjectProperty("output_config").put("effort", word);
        if (!silent) {
            json.withObjectProperty("thinking").put("type", "adaptive");
        }
        return !silent;
    }

    private static @Nullable String word(String effort, String highest) {
        return switch (effort) {
            case "minimal", "low" -> "low";
            case "medium", "high", "max" -> effort;
            case "xhigh" -> highest;
            default -> null;
        };
    }

    private boolean shown() {
        json.withObjectProperty("thinking").put("type", "adaptive").put("display", "summarized");
        return true;
    }

    private boolean refused() {
        lost.add(PATH);
        return false;
    }

    /**
     * Whether the turn to be continued called tools without a signed thought before: the API refuses to think on in the
     * middle of such a turn.
     */
    private static boolean isUnsigned(List<Message> messages) {
        for (Message message : messages.reversed()) {
            switch (message) {
                case Message.User user -> {
                    return false;
                }
                case Message.Assistant(var said, var reason, var calls, var reasoning)
                when !calls.isEmpty() && reasoning.stream().noneMatch(ThinkingEncoder::isSigned) -> {
                    return true;
                }
                case Message.Assistant assistant -> {}
                case Message.System system -> {}
                case Message.ToolResponse result -> {}
            }
        }
        return false;
    }

    private static boolean isSigned(Reasoning reasoning) {
        return switch (reasoning) {
            case Reasoning.Text(var text, var signature) -> signature != null;
            case Reasoning.Redacted redacted -> true;
        };
    }
}
