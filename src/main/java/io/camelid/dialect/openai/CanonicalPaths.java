package io.camelid.dialect.openai;

import java.util.regex.Pattern;

/**
 * Where a field of Llama Stack's wire form, which is the canonical request's, is in an OpenAI request. Extensions have
 * OpenAI's names already. Lossy: a client that speaks of {@code functions} is told of {@code tools}.
 */
public final class CanonicalPaths {

    private static final Pattern GROUP = Pattern.compile("^(?:sampling_params\\.(?:strategy\\.)?|tool_config\\.)");
    private static final Pattern TOOL = Pattern.compile("^(tools\\[\\d+])\\.(strict|description|parameters)");

    private CanonicalPaths() {}

    /** A path that means the same in both is itself. */
    public static String encode(String canonical) {
        return switch (canonical) {
            case "logprobs.top_k" -> "top_logprobs";
            case "content" -> "prompt";
            default -> TOOL.matcher(GROUP.matcher(canonical).replaceFirst("")).replaceFirst("$1.function.$2");
        };
    }

    /** The other way: where a field of an OpenAI request is in Llama Stack's wire form. */
    static String decode(String path) {
        return switch (path) {
            case "top_logprobs" -> "logprobs.top_k";
            case "prompt" -> "content";
            case "temperature", "top_p", "top_k" -> "sampling_params.strategy." + path;
            case "max_tokens", "max_completion_tokens" -> "sampling_params.max_tokens";
            case "stop", "repetition_penalty" -> "sampling_params." + path;
            case "tool_choice" -> "tool_config.tool_choice";
            default -> path.replaceFirst("^(tools\\[\\d+])\\.function\\.", "$1.");
        };
    }
}
