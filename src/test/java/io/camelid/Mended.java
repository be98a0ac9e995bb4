package io.camelid;

import java.util.Map;
import java.util.regex.Pattern;

/** What of the recordings is mended on its way to a client; everything else of them arrives as it was recorded. */
public final class Mended {

    /** Ids that are made up are never the same. */
    private static final Pattern GENERATED = Pattern.compile("call_[0-9a-f]{32}");

    private record Part(String recorded, String told) {}

    private static final Map<String, Part> PARTS = Map.of(
            "gemini-openai-chat-sync-tool-01",
            new Part("\"id\":\"\",\"type\":\"function\"", "\"id\":\"call_…\",\"type\":\"function\""),
            "mistral-chat-stream-tool-01",
            new Part("San Francisco\\\"}\"}}]}", "San Francisco\\\"}\"},\"index\":0,\"type\":\"function\"}]}"),
            "snowflake-chat-sync-tool-logprobs-01",
            new Part("\"finish_reason\":\"\"", "\"finish_reason\":\"tool_calls\""),
            "tgi-completions-stream-01",
            new Part("\"finish_reason\":\"\"", "\"finish_reason\":null"),
            "together-chat-sync-01",
            new Part("\"finish_reason\":\"eos\"", "\"finish_reason\":\"stop\""));

    private Mended() {}

    /** An answer or an event of a recording as the client gets it, but for the model's name. */
    public static String told(String recording, String recorded) {
        Part part = PARTS.get(recording);
        return withoutIds(part == null ? recorded : recorded.replace(part.recorded(), part.told()));
    }

    /** What a client got, to be compared with that. */
    public static String withoutIds(String got) {
        return GENERATED.matcher(got).replaceAll("call_…");
    }
}
