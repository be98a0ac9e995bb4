package io.camelid.dialect.anthropic;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.WireRequest;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API. Source: Anthropic, {@code POST /v1/messages}. Throws: it has no completions. */
public final class AnthropicDialect implements Dialect {

    private static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Map<String, String> headers() {
        return HEADERS;
    }

    @Override
    public WireRequest encode(ChatCompletionRequest request) {
        return RequestEncoder.encode(request);
    }

    @Override
    public WireRequest encode(CompletionRequest request) {
        throw noCompletions();
    }

    @Override
    public ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request, AnswerLosses losses) {
        return ResponseDecoder.decode(body, length, request, losses);
    }

    @Override
    public CompletionResponse decode(byte[] body, int length, CompletionRequest request, AnswerLosses losses) {
        throw noCompletions();
    }

    @Override
    public StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(
            ChatCompletionRequest request, AnswerLosses losses) {
        return new JsonStreamDecoder<>(new ChatStreamDecoder(request, losses));
    }

    @Override
    public StreamDecoder<CompletionResponseStreamChunk> streamDecoder(CompletionRequest request, AnswerLosses losses) {
        throw noCompletions();
    }

    @Override
    public ProviderError error(byte[] body, int status, @Nullable String contentType) {
        return ProviderErrors.read(body, status, contentType);
    }

    private static RequestException noCompletions() {
        return RequestException.of(
                ErrorKind.UNSUPPORTED,
                "This model's provider speaks Anthropic's Messages API, which has no completions; use /chat/completions.",
                "model");
    }
}
