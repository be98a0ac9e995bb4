package io.camelid.translation;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.openai.ChatCall;
import io.camelid.dialect.openai.ChatStreamEncoder;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client of OpenAI's makes of the chunks of one choice.
 *
 * @param calls each call's name and arguments
 * @param reasons every finish reason told
 * @param last whether nothing of the choice came after a finish reason
 * @param failure the provider's, in words; null where there was none
 */
record ToldChoice(
        String text,
        List<String> calls,
        List<String> reasons,
        boolean last,
        boolean counted,
        @Nullable String failure) {

    /** Encodes events as they come; those after a failure are lost to the client. */
    static ToldChoice of(List<ChatCompletionResponseStreamChunk> events, List<ToolDefinition> tools) {
        ChatStreamEncoder encoder = new ChatStreamEncoder(Wires.HEAD, new ChatCall(Wires.chat(tools), 1, true, false));
        List<JsonNode> chunks = new ArrayList<>();
        String failure = null;
        try {
            for (ChatCompletionResponseStreamChunk event : events) {
                encoder.encode(0, event).forEach(chunk -> chunks.add(Wires.tree(chunk)));
            }
            encoder.end().forEach(chunk -> chunks.add(Wires.tree(chunk)));
        } catch (ProviderException e) {
            failure = e.text();
        }
        return of(chunks, failure);
    }

    private static ToldChoice of(List<JsonNode> chunks, @Nullable String failure) {
        StringBuilder text = new StringBuilder();
        TreeMap<Integer, String> calls = new TreeMap<>();
        List<String> reasons = new ArrayList<>();
        boolean last = true;
        boolean counted = false;
        for (JsonNode chunk : chunks) {
            counted |= chunk.path("usage").isObject();
            for (JsonNode choice : chunk.path("choices")) {
                last &= reasons.isEmpty();
                text.append(choice.at("/delta/content").asText(""));
                for (JsonNode call : choice.at("/delta/tool_calls")) {
                    JsonNode function = call.path("function");
                    calls.merge(
                            call.path("index").asInt(-1),
                            function.path("name").asText("")
                                    + function.path("arguments").asText(""),
                            String::concat);
                }
                if (choice.hasNonNull("finish_reason")) {
                    reasons.add(choice.get("finish_reason").textValue());
                }
            }
        }
        return new ToldChoice(text.toString(), List.copyOf(calls.values()), reasons, last, counted, failure);
    }
}
