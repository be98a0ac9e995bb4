package io.camelid.dialect.anthropic;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.ChatOnlyDialect;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.WireRequest;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import java.util.Map;

/** Anthropic's Messages API. Source: Anthropic, {@code POST /v1/messages}. Throws: it has no completions. */
public final class AnthropicDialect implements ChatOnlyDialect {

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
        return ChatRequestEncoder.encode(request);
    }

    @Override
    public ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request, AnswerLosses losses) {
        return ChatResponseDecoder.decode(body, length, request, losses);
    }

    @Override
    public StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(
            ChatCompletionRequest request, AnswerLosses losses) {
        return new JsonStreamDecoder<>(new ChatStreamDecoder(request, losses));
    }

    @Override
    public RequestException noCompletions() {
        return RequestException.of(
                ErrorKind.UNSUPPORTED,
                "This model's provider speaks Anthropic's Messages API, which has no completions; use /chat/completions.",
                "model");
    }
}
