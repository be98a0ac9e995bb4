package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.RequestRules;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.WireRequest;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * OpenAI's format, towards a provider. Source: OpenAI API reference, chat completions and completions. Lossy: see the
 * encoders; parameters that are not OpenAI's go where this provider has them, and are reported where it has them nowhere.
 */
public final class OpenAiDialect implements Dialect {

    private final ExtraParams extras;
    private final RequestRules rules;

    /**
     * For one provider.
     *
     * @param extraParams where it takes what OpenAI does not: {@code top_k} as {@code nvext.top_k}, for instance
     * @param rules what of OpenAI's it does not take as it is
     */
    public OpenAiDialect(Map<String, String> extraParams, RequestRules rules) {
        this.extras = new ExtraParams(extraParams);
        this.rules = rules;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public WireRequest encode(ChatCompletionRequest request) {
        List<String> notCarried = new ArrayList<>(Losses.of(request));
        ObjectNode json = ChatRequestEncoder.encode(request, null);
        notCarried.addAll(extras.place(json));
        notCarried.addAll(rule(json, request.model()));
        return new WireRequest("chat/completions", Json.bytes(json), notCarried);
    }

    @Override
    public WireRequest encode(CompletionRequest request) {
        ObjectNode json = CompletionRequestEncoder.encode(request);
        List<String> notCarried = new ArrayList<>(extras.place(json));
        notCarried.addAll(rule(json, request.model()));
        return new WireRequest("completions", Json.bytes(json), notCarried);
    }

    @Override
    public ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request, AnswerLosses losses) {
        return ChatResponseDecoder.decode(ProviderErrors.answer(body, length), losses);
    }

    @Override
    public CompletionResponse decode(byte[] body, int length, CompletionRequest request, AnswerLosses losses) {
        return CompletionResponseDecoder.decode(ProviderErrors.answer(body, length), losses);
    }

    @Override
    public StreamDecoder<ChatCompletionResponseStreamChunk> streamDecoder(
            ChatCompletionRequest request, AnswerLosses losses) {
        return new JsonStreamDecoder<>(new ChatStreamDecoder(true, losses));
    }

    @Override
    public StreamDecoder<CompletionResponseStreamChunk> streamDecoder(CompletionRequest request, AnswerLosses losses) {
        return new JsonStreamDecoder<>(new CompletionStreamDecoder(losses));
    }

    /** Of the stream's usage, which this dialect asks for by itself, the client knows nothing. */
    private List<String> rule(ObjectNode json, String model) {
        return rules.apply(json, model).stream()
                .filter(path -> !path.startsWith("stream_options"))
                .map(CanonicalPaths::decode)
                .toList();
    }
}
