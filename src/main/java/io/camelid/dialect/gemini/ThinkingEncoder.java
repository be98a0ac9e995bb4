package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.llama.ChatCompletionRequest;
import java.util.List;

/**
 * Writes how long to think. Who asks for thought is shown it; who says nothing gets the model's default and sees none.
 *
 * <p>Source: Gemini API, "Thinking" and the table of {@code reasoning_effort} in "OpenAI compatibility". Lossy: a word a
 * model has no level for becomes the nearest one, and is reported.
 */
final class ThinkingEncoder {

    /** The least that models which can't stop thinking take. */
    private static final int LEAST_BUDGET = 128;

    private ThinkingEncoder() {}

    static void encode(ChatCompletionRequest request, ModelTraits traits, ObjectNode config, List<String> notCarried) {
        String effort = request.extensions().reasoningEffort();
        if (effort == null) {
            return;
        }
        boolean exact =
                switch (traits.thinking()) {
                    case NEVER -> effort.equals("none");
                    case BUDGET -> budget(effort, traits.alwaysThinks(), config);
                    case LEVEL -> level(effort, traits.alwaysThinks(), config);
                };
        if (!exact) {
            notCarried.add("reasoning_effort");
        }
        if (config.get("thinkingConfig") instanceof ObjectNode thinking && !effort.equals("none")) {
            thinking.put("includeThoughts", true);
        }
    }

    private static boolean budget(String effort, boolean always, ObjectNode config) {
        int tokens =
                switch (effort) {
                    case "none" -> always ? LEAST_BUDGET : 0;
                    case "minimal", "low" -> 1024;
                    case "medium" -> 8192;
                    case "high", "xhigh", "max" -> 24_576;
                    default -> -1;
                };
        if (tokens < 0) {
            return false;
        }
        config.putObject("thinkingConfig").put("thinkingBudget", tokens);
        return !(effort.equals("none") && always) && !isBeyondHigh(effort);
    }

    private static boolean level(String effort, boolean always, ObjectNode config) {
        String level =
                switch (effort) {
                    case "none", "minimal" -> always ? "low" : "minimal";
                    case "low", "medium", "high" -> effort;
                    case "xhigh", "max" -> "high";
                    default -> "";
                };
        if (level.isEmpty()) {
            return false;
        }
        config.putObject("thinkingConfig").put("thinkingLevel", level);
        return level.equals(effort);
    }

    private static boolean isBeyondHigh(String effort) {
        return effort.equals("xhigh") || effort.equals("max");
    }
}
