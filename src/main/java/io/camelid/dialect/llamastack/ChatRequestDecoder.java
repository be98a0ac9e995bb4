package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Fields;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code POST /v1/inference/chat-completion}. Source: Llama Stack, {@code Inference.chat_completion}. Throws:
 * {@link io.camelid.error.RequestException} that names the field.
 */
public final class ChatRequestDecoder {

    private ChatRequestDecoder() {}

    public static Decoded<ChatCompletionRequest> decode(JsonNode body) {
        Fields in = Fields.ofRequest(body);
        return new Decoded<>(decode(in, in.requiredText("model_id")), in.unread());
    }

    /** @param model which the internal request has under another name than the body */
    static ChatCompletionRequest decode(Fields in, String model) {
        ToolConfig config = ToolDecoder.config(in);
        List<ToolDefinition> tools =
                in.objects("tools").stream().map(ToolDecoder::decode).toList();
        return new ChatCompletionRequest(
                model,
                in.objects("messages").stream().map(MessageDecoder::decode).toList(),
                SamplingDecoder.decode(in.object("sampling_params")),
                offered(in, config, tools),
                config,
                ResponseFormatDecoder.decode(in),
                in.isTrue("stream"),
                logprobs(in),
                RequestExtensions.NONE);
    }

    static @Nullable LogProbConfig logprobs(Fields in) {
        Fields asked = in.object("logprobs");
        if (asked == null) {
            return null;
        }
        Integer topK = asked.integer("top_k", 0, Integer.MAX_VALUE);
        return new LogProbConfig(topK == null ? 0 : topK);
    }

    private static List<ToolDefinition> offered(Fields in, ToolConfig config, List<ToolDefinition> tools) {
        if (config.toolChoice() instanceof ToolChoice.Named(var name)
                && tools.stream().noneMatch(tool -> tool.toolName().value().equals(name))) {
            throw in.wrong("tool_config.tool_choice", "must be 'auto', 'required', 'none' or one of the tools given.");
        }
        return config.toolChoice() == ToolChoice.Mode.NONE ? List.of() : tools;
    }
}
