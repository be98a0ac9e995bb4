package io.camelid.dialect.openai;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a field of Llama Stack's wire form, which is the canonical request's, is in an OpenAI request. Extensions have
 * OpenAI's names already. Lossy: a client that speaks of {@code functions} is told of {@code tools}, and one that gave a
 * single thought in detail is told of its text.
 */
public final class CanonicalPaths {

    /** A place that has another name, up to where both forms go on alike. */
    private record Place(Pattern canonical, String path) {
        Place(String canonical, String path) {
            this(Pattern.compile("^" + canonical), path);
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("logprobs\\.top_k$", "top_logprobs"),
            new Place("content$", "prompt"),
            new Place("(?:sampling_params\\.(?:strategy\\.)?|tool_config\\.)", ""),
            new Place("(tools\\[\\d+])\\.schema\\b", "$1.function.parameters"),
            new Place("(tools\\[\\d+])\\.(strict|description|parameters|cache_control)\\b", "$1.function.$2"),
            new Place("(tools\\[\\d+]|messages\\[\\d+]\\.tool_calls\\[\\d+])\\.tool_name$", "$1.function.name"),
            // its own members are OpenAI's, all else is the schema's
            new Place("(response_format\\.json_schema)\\.(?!(?:name|description|strict)$|schema\\b)", "$1.schema."),
            new Place("(messages\\[\\d+])\\.reasoning\\[0]", "$1.reasoning_content"),
            new Place("(messages\\[\\d+])\\.reasoning\\[", "$1.reasoning_details["),
            new Place(
                    "(messages\\[\\d+]\\.tool_calls\\[\\d+])\\.signature$",
                    "$1.extra_content.google.thought_signature"),
            new Place("(messages\\[\\d+])\\.call_id$", "$1.tool_call_id"));

    private CanonicalPaths() {}

    /** A path that means the same in both is itself. */
    public static String encode(String canonical) {
        for (Place place : PLACES) {
            Matcher found = place.canonical().matcher(canonical);
            if (found.find()) {
                return found.replaceFirst(place.path());
            }
        }
        return canonical;
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
            default ->
                path.replaceFirst("^(tools\\[\\d+])\\.function\\.name$", "$1.tool_name")
                        .replaceFirst("^(tools\\[\\d+])\\.function\\.", "$1.");
        };
    }
}
