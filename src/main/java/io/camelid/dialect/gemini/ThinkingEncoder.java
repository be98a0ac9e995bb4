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
    private static final int LEAST_OF_PRO = 128;

    private ThinkingEncoder() {}

    static void encode(
            ChatCompletionRequest request, Generation generation, ObjectNode config, List<String> notCarried) {
        String effort = request.extensions().reasoningEffort();
        if (effort == null) {
            return;
        }
        boolean exact =
                switch (generation) {
                    case UNTHINKING -> effort.equals("none");
                    case BUDGETED -> budget(effort, isPro(request.model()), config);
                    case LEVELLED -> level(effort, isPro(request.model()), config);
                };
        if (!exact) {
            notCarried.add("reasoning_effort");
        }
        if (config.get("thinkingConfig") instanceof ObjectNode thinking && !effort.equals("none")) {
            thinking.put("includeThoughts", true);
        }
    }

    private static boolean budget(String effort, boolean pro, ObjectNode config) {
        int tokens =
                switch (effort) {
                    case "none" -> pro ? LEAST_OF_PRO : 0;
                    case "minimal", "low" -> 1024;
                    case "medium" -> 8192;
                    case "high", "xhigh", "max" -> 24_576;
                    default -> -1;
                };
        if (tokens < 0) {
            return false;
        }
        config.putObject("thinkingConfig").put("thinkingBudget", tokens);
        return !(effort.equals("none") && pro) && !isBeyondHigh(effort);
    }

    private static boolean level(String effort, boolean pro, ObjectNode config) {
        String level =
                switch (effort) {
                    case "none", "minimal" -> pro ? "low" : "minimal";
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

    /** Of 2.5 and 3, these alone can't do without thinking. */
    private static boolean isPro(String model) {
        return model.contains("-pro");
    }
}
