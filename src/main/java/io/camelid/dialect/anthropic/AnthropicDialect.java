package io.camelid.dialect.anthropic;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.ChatOnlyDialect;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.ModelTable;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.WireRequest;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API. Source: Anthropic, {@code POST /v1/messages}. Throws: it has no completions. */
public final class AnthropicDialect implements ChatOnlyDialect {

    private final ModelTable models;

    /** @param models their traits, as {@code provider-types.yaml} has them */
    public AnthropicDialect(ModelTable models) {
        this.models = models;
    }

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public WireRequest encode(ChatCompletionRequest request) {
        return ChatRequestEncoder.encode(request, traits(request));
    }

    @Override
    public ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request, AnswerLosses losses) {
        return ChatResponseDecoder.decode(body, length, answerTool(request), losses);
    }

    @Override
    public StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(
            ChatCompletionRequest request, AnswerLosses losses) {
        return new JsonStreamDecoder<>(new ChatStreamDecoder(answerTool(request), losses));
    }

    private @Nullable String answerTool(ChatCompletionRequest request) {
        return request.responseFormat() == null ? null : AnswerTool.name(request, traits(request));
    }

    private ModelTraits traits(ChatCompletionRequest request) {
        return ModelTraits.of(models.traits(request.model()));
    }

    @Override
    public RequestException noCompletions() {
        return RequestException.of(
                ErrorKind.UNSUPPORTED,
                "This model's provider speaks Anthropic's Messages API, which has no completions; use /chat/completions.",
                "model");
    }
}
