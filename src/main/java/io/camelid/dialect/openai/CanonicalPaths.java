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
}
