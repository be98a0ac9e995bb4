package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.WireRequest;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Llama Stack's own format, towards a provider. Source: Llama Stack, {@code Inference.chat_completion} and
 * {@code Inference.completion}. Lossy: extensions of the canonical request, reported.
 */
public final class LlamaStackDialect implements Dialect {

    @Override
    public String name() {
        return "llama-stack";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public WireRequest encode(ChatCompletionRequest request) {
        ObjectNode json = NestedArguments.asText(ChatRequestEncoder.encode(request));
        return new WireRequest("inference/chat-completion", bytes(json), Losses.of(request));
    }

    @Override
    public WireRequest encode(CompletionRequest request) {
        ObjectNode json = CompletionRequestEncoder.encode(request);
        return new WireRequest("inference/completion", bytes(json), Losses.of(request));
    }

    @Override
    public ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request, AnswerLosses losses) {
        return ResponseDecoder.decodeChat(answer(body, length), losses);
    }

    @Override
    public CompletionResponse decode(byte[] body, int length, CompletionRequest request, AnswerLosses losses) {
        return ResponseDecoder.decodeCompletion(answer(body, length), losses);
    }

    @Override
    public StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(
            ChatCompletionRequest request, AnswerLosses losses) {
        return new JsonStreamDecoder<>(new ChatStreamDecoder(losses));
    }

    @Override
    public StreamDecoder<CompletionResponseStreamChunk> streamDecoder(CompletionRequest request, AnswerLosses losses) {
        return new JsonStreamDecoder<>(new CompletionStreamDecoder(losses));
    }

    @Override
    public ProviderError error(byte[] body, int status, @Nullable String contentType) {
        return ProviderErrors.read(body, status, contentType);
    }

    private static JsonNode answer(byte[] body, int length) {
        JsonNode json = ProviderErrors.parse(body, 0, length);
        if (json == null || !json.isObject()) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's answer is not one JSON object.");
        }
        if (StreamErrors.isError(json)) {
            throw StreamErrors.read(json);
        }
        return json;
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return Json.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that can't be written", e);
        }
    }
}
