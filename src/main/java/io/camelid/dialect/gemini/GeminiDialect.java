package io.camelid.dialect.gemini;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.ChatOnlyDialect;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.ModelTable;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.WireRequest;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.EmbeddingsResponse;
import org.jspecify.annotations.Nullable;

/**
 * Google's Gemini API, {@code generateContent}, {@code streamGenerateContent} and {@code batchEmbedContents}; there
 * is no continuing of texts.
 *
 * <p>Source: Gemini API v1beta, ai.google.dev/api/generate-content and ai.google.dev/api/embeddings.
 */
public final class GeminiDialect implements ChatOnlyDialect {

    private final ModelTable models;

    /** @param models their traits, as {@code provider-types.yaml} has them */
    public GeminiDialect(ModelTable models) {
        this.models = models;
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public WireRequest encode(ChatCompletionRequest request) {
        return ChatRequestEncoder.encode(request, ModelTraits.of(models.traits(request.model())));
    }

    @Override
    public ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request, AnswerLosses losses) {
        return ChatResponseDecoder.decode(body, length, losses);
    }

    @Override
    public WireRequest encode(EmbeddingsRequest request) {
        return EmbeddingsEncoder.encode(request);
    }

    @Override
    public EmbeddingsResponse decode(byte[] body, int length, EmbeddingsRequest request, AnswerLosses losses) {
        return EmbeddingsDecoder.decode(body, length, losses);
    }

    @Override
    public StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(
            ChatCompletionRequest request, AnswerLosses losses) {
        return new JsonStreamDecoder<>(new ChatStreamDecoder(losses));
    }

    @Override
    public ProviderError error(byte[] body, int status, @Nullable String contentType) {
        return ErrorDecoder.decode(body, status, contentType);
    }

    @Override
    public RequestException noCompletions() {
        return RequestException.of(
                ErrorKind.UNSUPPORTED,
                "Gemini's API has no /completions; use /chat/completions, or a model of another provider.",
                "model");
    }
}
