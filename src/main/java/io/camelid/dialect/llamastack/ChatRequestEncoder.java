package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.ResponseFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code POST /v1/inference/chat-completion}. Source: Llama Stack, {@code Inference.chat_completion}. Lossy: what
 * {@link Losses} lists.
 */
public final class ChatRequestEncoder {

    private ChatRequestEncoder() {}

    public static ObjectNode encode(ChatCompletionRequest request) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("model_id", request.model());
        ArrayNode messages = json.putArray("messages");
        for (int i = 0; i < request.messages().size(); i++) {
            messages.add(MessageEncoder.encode(request.messages().get(i), "messages[" + i + "]"));
        }
        json.set("sampling_params", SamplingEncoder.encode(request.samplingParams()));
        if (!request.tools().isEmpty()) {
            ArrayNode tools = json.putArray("tools");
            request.tools().forEach(tool -> tools.add(ToolEncoder.encode(tool)));
            json.set("tool_config", ToolEncoder.encode(request.toolConfig()));
        }
        common(json, request.responseFormat(), request.stream(), request.logprobs());
        return json;
    }

    static void common(
            ObjectNode json, @Nullable ResponseFormat format, boolean stream, @Nullable LogProbConfig logprobs) {
        if (format != null) {
            json.set("response_format", ResponseFormatEncoder.encode(format));
        }
        json.put("stream", stream);
        if (logprobs != null) {
            json.putObject("logprobs").put("top_k", logprobs.topK());
        }
    }
}
