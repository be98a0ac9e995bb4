package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.RequestExtensions;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request. Source: Anthropic, {@code POST /v1/messages}. Throws: {@link RequestException} where nothing is left to
 * answer to. Lossy: logprobs, seed, penalties, biases; a user who is known by address or telephone number, which the API
 * refuses; how tools are spelled in a prompt is the provider's affair.
 */
final class ChatRequestEncoder {

    private static final String PATH = "messages";

    /** The longest id of a user's that is taken, characters. */
    private static final int MAX_USER = 256;

    private static final Pattern ADDRESS_OR_NUMBER = Pattern.compile(".*@.*|\\+?[\\d\\s()-]{7,}");

    private final List<String> lost = new ArrayList<>();
    private final CacheMarks marks = new CacheMarks(lost);
    private final ChatCompletionRequest request;
    private final ModelTraits traits;

    private ChatRequestEncoder(ChatCompletionRequest request, ModelTraits traits) {
        this.request = request;
        this.traits = traits;
    }

    static WireRequest encode(ChatCompletionRequest request, ModelTraits traits) {
        ChatRequestEncoder encoder = new ChatRequestEncoder(request, traits);
        return new WireRequest(PATH, bytes(encoder.encode()), encoder.lost);
    }

    private ObjectNode encode() {
        int asked = request.samplingParams().maxTokens();
        int maxTokens = asked == 0 ? traits.maxTokens() : asked;
        ObjectNode json =
                Json.MAPPER.createObjectNode().put("model", request.model()).put("max_tokens", maxTokens);
        ArrayNode tools = new ToolEncoder(traits, marks, lost).encode(request);
        ObjectNode choice = ToolChoiceEncoder.encode(request, traits, lost);
        conversation(json);
        tools(json, tools, choice);
        ResponseFormatEncoder.encode(json, request, traits, lost);
        boolean thinks =
                new ThinkingEncoder(json, lost).encode(request, traits, maxTokens, ToolChoiceEncoder.isForced(choice));
        SamplingEncoder.encode(json, request.samplingParams(), traits.sampling(), thinks, lost);
        extensions(json, request.extensions());
        if (request.logprobs() != null) {
            lost.add("logprobs");
        }
        if (request.stream()) {
            json.put("stream", true);
        }
        return json;
    }

    private void conversation(ObjectNode json) {
        MessageEncoder messages = new MessageEncoder(marks, lost);
        messages.encode(request.messages());
        if (messages.messages().isEmpty()) {
            throw RequestException.invalid(
                    "'messages' must hold something said by the user: this model's provider answers to no less.",
                    "messages");
        }
        if (!traits.prefill() && messages.isPrefilled()) {
            String path = "messages[" + (request.messages().size() - 1) + "]";
            throw RequestException.of(
                    ErrorKind.UNSUPPORTED,
                    "'%s' must be the user's: this model does not go on with words of its own.".formatted(path),
                    path);
        }
        if (!messages.system().isEmpty()) {
            json.set("system", messages.system());
        }
        json.set("messages", messages.messages());
    }

    private static void tools(ObjectNode json, ArrayNode tools, @Nullable ObjectNode choice) {
        if (!tools.isEmpty()) {
            json.set("tools", tools);
        }
        if (choice != null) {
            json.set("tool_choice", choice);
        }
    }

    private void extensions(ObjectNode json, RequestExtensions extensions) {
        lose("seed", extensions.seed() != null);
        lost.addAll(extensions.penalties());
        lose("logit_bias", !extensions.logitBias().isEmpty());
        String user = extensions.user();
        if (user == null) {
            return;
        }
        if (user.length() <= MAX_USER && !ADDRESS_OR_NUMBER.matcher(user).matches()) {
            json.putObject("metadata").put("user_id", user);
        } else {
            lost.add("user");
        }
    }

    private void lose(String path, boolean given) {
        if (given) {
            lost.add(path);
        }
    }

    /** By way of a string: a lone surrogate, which UTF-8 can't carry, must not fail the request. */
    private static byte[] bytes(ObjectNode json) {
        try {
            return Json.MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
