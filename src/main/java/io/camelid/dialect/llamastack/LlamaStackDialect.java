package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.WireRequest;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;

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
    public WireRequest encode(ChatCompletionRequest request) {
        ObjectNode json = NestedArguments.asText(ChatRequestEncoder.encode(request));
        return new WireRequest("inference/chat-completion", Json.bytes(json), Losses.of(request));
    }

    @Override
    public WireRequest encode(CompletionRequest request) {
        ObjectNode json = CompletionRequestEncoder.encode(request);
        return new WireRequest("inference/completion", Json.bytes(json), Losses.of(request));
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

    private static JsonNode answer(byte[] body, int length) {
        JsonNode json = ProviderErrors.answer(body, length);
        if (StreamErrors.isError(json)) {
            throw StreamErrors.read(json);
        }
        return json;
    }
}
