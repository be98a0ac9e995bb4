package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.CacheMarks;
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
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.EmbeddingsResponse;
import io.camelid.llama.InterleavedContent;
import java.util.List;

/**
 * Llama Stack's own format, towards a provider. Source: Llama Stack, {@code Inference.chat_completion},
 * {@code Inference.completion} and {@code Inference.embeddings}. Lossy: extensions of the canonical request, reported.
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
    public WireRequest encode(EmbeddingsRequest request) {
        ObjectNode json = EmbeddingsEncoder.encode(request);
        List<String> lost = CacheMarks.of("contents", new InterleavedContent.Items(request.contents()));
        return new WireRequest("inference/embeddings", Json.bytes(json), lost);
    }

    @Override
    public EmbeddingsResponse decode(byte[] body, int length, EmbeddingsRequest request, AnswerLosses losses) {
        return ResponseDecoder.decodeEmbeddings(answer(body, length), losses);
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
