package io.camelid.dialect;

import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.EmbeddingsResponse;
import org.jspecify.annotations.Nullable;

/**
 * One wire format, as it is spoken to a provider: canonical requests become wire requests, wire answers become canonical
 * ones. Knows neither URLs nor keys. Stateless; only its stream decoders have a state.
 */
public interface Dialect {

    /** Its name among the provider types: {@code dialect} there. */
    String name();

    /**
     * Writes a chat completion request, streamed or not as the request says.
     *
     * @throws RequestException the format has no way to ask for it
     */
    WireRequest encode(ChatCompletionRequest request);

    /**
     * Writes a completion request, streamed or not as the request says.
     *
     * @throws RequestException the format has no completions
     */
    WireRequest encode(CompletionRequest request);

    /**
     * Reads a whole answer that has a good status.
     *
     * @param body may be longer than what counts of it
     * @param losses told what of it has no canonical form, and where those parts stand that a client's format may not have
     * @throws io.camelid.error.ProviderException it is not of this format, or tells an error in place of an answer
     */
    ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request, AnswerLosses losses);

    /** Reads a whole answer to a completion request, as its namesake does. */
    CompletionResponse decode(byte[] body, int length, CompletionRequest request, AnswerLosses losses);

    /**
     * Writes an embeddings request.
     *
     * @throws RequestException the format has no embeddings
     */
    default WireRequest encode(EmbeddingsRequest request) {
        throw noEmbeddings();
    }

    /** Reads the answer to an embeddings request, as its namesake does. */
    default EmbeddingsResponse decode(byte[] body, int length, EmbeddingsRequest request, AnswerLosses losses) {
        throw noEmbeddings();
    }

    private RequestException noEmbeddings() {
        return RequestException.of(
                ErrorKind.UNSUPPORTED,
                "This model's provider is asked in the format '%s', which has no /embeddings; choose a model of another provider."
                        .formatted(name()),
                "model");
    }

    /** For one streamed answer. */
    StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(ChatCompletionRequest request, AnswerLosses losses);

    /** For one streamed answer to a completion request. */
    StreamDecoder<CompletionResponseStreamChunk> streamDecoder(CompletionRequest request, AnswerLosses losses);

    /** For one who does not ask what was lost. */
    default ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request) {
        return decode(body, length, request, new AnswerLosses());
    }

    /** For one who does not ask what was lost. */
    default CompletionResponse decode(byte[] body, int length, CompletionRequest request) {
        return decode(body, length, request, new AnswerLosses());
    }

    /** For one who does not ask what was lost. */
    default StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(ChatCompletionRequest request) {
        return streamDecoder(request, new AnswerLosses());
    }

    /** For one who does not ask what was lost. */
    default StreamDecoder<CompletionResponseStreamChunk> streamDecoder(CompletionRequest request) {
        return streamDecoder(request, new AnswerLosses());
    }

    /** Reads the body of an answer that has an error status, whatever shape it has. */
    default ProviderError error(byte[] body, int status, @Nullable String contentType) {
        return ProviderErrors.read(body, status, contentType);
    }
}
