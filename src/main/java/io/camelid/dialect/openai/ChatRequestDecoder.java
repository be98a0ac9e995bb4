package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Fields;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.Message;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an OpenAI chat completion request.
 *
 * <p>Source: OpenAI, {@code CreateChatCompletionRequest}, with its deprecated {@code functions}. Throws:
 * {@link io.camelid.error.RequestException} that names the field. Lossy: what the canonical request has no place for
 * ({@code store}, {@code metadata}, {@code service_tier}, a message's {@code name} …) is listed in the result.
 */
public final class ChatRequestDecoder {

    private ChatRequestDecoder() {}

    public static Decoded<ChatCall> decode(JsonNode body) {
        Fields in = Fields.ofRequest(body);
        ToolsDecoder.Tools tools = ToolsDecoder.decode(in);
        boolean stream = in.isTrue("stream");
        ChatCompletionRequest request = new ChatCompletionRequest(
                in.requiredText("model"),
                messages(in),
                SamplingDecoder.decodeChat(in),
                offered(tools),
                ToolConfig.of(tools.choice()),
                ResponseFormatDecoder.decode(in),
                stream,
                logprobs(in),
                ExtensionsDecoder.decode(in));
        ChatCall call = new ChatCall(request, choices(in), StreamOptions.includeUsage(in, stream), tools.legacy());
        ignoreDefaults(in);
        return new Decoded<>(call, in.unread());
    }

    private static List<Message> messages(Fields in) {
        List<Fields> messages = in.objects("messages");
        if (messages.isEmpty()) {
            throw in.wrong("messages", in.has("messages") ? "must hold at least one message." : "is missing.");
        }
        return new MessageDecoder().decode(messages);
    }

    /** A model that must not call tools is not told of them: nothing it may do depends on them. */
    private static List<ToolDefinition> offered(ToolsDecoder.Tools tools) {
        return tools.choice() == ToolChoice.Mode.NONE ? List.of() : tools.definitions();
    }

    private static @Nullable LogProbConfig logprobs(Fields in) {
        boolean wanted = in.isTrue("logprobs");
        Integer alternatives = in.integer("top_logprobs", 0, 20);
        if (alternatives != null && !wanted) {
            throw in.wrong("top_logprobs", "needs 'logprobs' to be true.");
        }
        return wanted ? new LogProbConfig(alternatives == null ? 0 : alternatives) : null;
    }

    private static int choices(Fields in) {
        Integer n = in.integer("n", 1, 128);
        return n == null ? 1 : n;
    }

    /** Values that ask for what happens anyway are no loss. */
    private static void ignoreDefaults(Fields in) {
        in.ignore("store", "false");
        in.ignore("metadata", "{}");
        in.ignore("modalities", "[\"text\"]");
        in.ignore("service_tier", "\"auto\"", "\"default\"");
        in.ignore("verbosity", "\"medium\"");
    }
}
