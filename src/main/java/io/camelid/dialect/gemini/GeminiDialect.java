package io.camelid.dialect.gemini;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
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

/**
 * Google's Gemini API, {@code generateContent} and {@code streamGenerateContent}; there is no continuing of texts.
 *
 * <p>Source: Gemini API v1beta, ai.google.dev/api/generate-content.
 */
public final class GeminiDialect implements Dialect {

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
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
        return ResponseDecoder.decode(body, length, losses);
    }

    @Override
    public CompletionResponse decode(byte[] body, int length, CompletionRequest request, AnswerLosses losses) {
        throw noCompletions();
    }

    @Override
    public StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(
            ChatCompletionRequest request, AnswerLosses losses) {
        return new ResponseStreamDecoder(losses);
    }

    @Override
    public StreamDecoder<CompletionResponseStreamChunk> streamDecoder(CompletionRequest request, AnswerLosses losses) {
        throw noCompletions();
    }

    @Override
    public ProviderError error(byte[] body, int status, @Nullable String contentType) {
        return ErrorDecoder.decode(body, status, contentType);
    }

    private static RequestException noCompletions() {
        return RequestException.of(
                ErrorKind.UNSUPPORTED,
                "Gemini's API has no /completions; use /chat/completions, or a model of another provider.",
                "model");
    }
}
