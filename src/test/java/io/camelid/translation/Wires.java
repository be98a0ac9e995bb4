package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.Json;
import io.camelid.dialect.RequestRules;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.llamastack.ResponseEncoder;
import io.camelid.dialect.llamastack.StreamChunkEncoder;
import io.camelid.dialect.openai.AnswerHead;
import io.camelid.dialect.openai.ChatCall;
import io.camelid.dialect.openai.ChatResponseEncoder;
import io.camelid.dialect.openai.ChatStreamEncoder;
import io.camelid.dialect.openai.CompletionCall;
import io.camelid.dialect.openai.CompletionResponseEncoder;
import io.camelid.dialect.openai.CompletionStreamEncoder;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Canonical answers to both doors' wire forms, and back as from a provider that speaks so. */
final class Wires {

    static final Dialect OPEN_AI = new OpenAiDialect(Map.of(), RequestRules.NONE);
    static final Dialect LLAMA_STACK = new LlamaStackDialect();
    static final AnswerHead HEAD = new AnswerHead("chatcmpl-1", 1_700_000_000, "m");

    private static final ChatCompletionRequest CHAT = chat(List.of());
    private static final CompletionRequest TEXT = new CompletionRequest(
            "m",
            InterleavedContent.EMPTY,
            SamplingParams.DEFAULT,
            null,
            true,
            new LogProbConfig(5),
            RequestExtensions.NONE);

    private Wires() {}

    /** A request that asks for all an answer can tell. */
    static ChatCompletionRequest chat(List<ToolDefinition> tools) {
        return new ChatCompletionRequest(
                "m",
                List.of(),
                SamplingParams.DEFAULT,
                tools,
                ToolConfig.DEFAULT,
                null,
                true,
                new LogProbConfig(5),
                RequestExtensions.NONE);
    }

    static JsonNode openAi(ChatCompletionResponse answer) {
        return tree(ChatResponseEncoder.encode(HEAD, new ChatCall(CHAT, 1, true, false), List.of(answer)));
    }

    static JsonNode openAi(CompletionResponse answer) {
        return tree(CompletionResponseEncoder.encode(HEAD, completionCall(), List.of(answer)));
    }

    static ChatCompletionResponse chatFrom(Dialect dialect, JsonNode wire) {
        byte[] body = wire.toString().getBytes(UTF_8);
        return dialect.decode(body, body.length, CHAT);
    }

    static CompletionResponse completionFrom(Dialect dialect, JsonNode wire) {
        byte[] body = wire.toString().getBytes(UTF_8);
        return dialect.decode(body, body.length, TEXT);
    }

    static ChatCompletionResponse throughLlamaStack(ChatCompletionResponse answer) {
        return chatFrom(LLAMA_STACK, ResponseEncoder.encode(answer));
    }

    static CompletionResponse throughLlamaStack(CompletionResponse answer) {
        return completionFrom(LLAMA_STACK, ResponseEncoder.encode(answer));
    }

    static List<ChatCompletionResponseStreamChunk> chatThroughLlamaStack(
            List<ChatCompletionResponseStreamChunk> events) {
        List<JsonNode> wire = events.stream()
                .map(it -> (JsonNode) Objects.requireNonNull(StreamChunkEncoder.encode(it)))
                .toList();
        return read(LLAMA_STACK.streamDecoder(CHAT), StreamCases.sse(wire));
    }

    static List<CompletionResponseStreamChunk> textThroughLlamaStack(List<CompletionResponseStreamChunk> events) {
        List<JsonNode> wire = events.stream()
                .map(it -> (JsonNode) StreamChunkEncoder.encode(it))
                .toList();
        return read(LLAMA_STACK.streamDecoder(TEXT), StreamCases.sse(wire));
    }

    static List<ChatCompletionResponseStreamChunk> chatThroughOpenAi(
            List<ChatCompletionResponseStreamChunk> events, List<ToolDefinition> tools) {
        ChatStreamEncoder encoder = new ChatStreamEncoder(HEAD, new ChatCall(chat(tools), 1, true, false));
        List<Object> wire = new ArrayList<>();
        events.forEach(event -> wire.addAll(encoder.encode(0, event)));
        wire.addAll(encoder.end());
        return read(OPEN_AI.streamDecoder(CHAT), StreamCases.sse(trees(wire)) + "data: [DONE]\n\n");
    }

    static List<CompletionResponseStreamChunk> textThroughOpenAi(List<CompletionResponseStreamChunk> events) {
        CompletionStreamEncoder encoder = new CompletionStreamEncoder(HEAD, completionCall());
        List<Object> wire = new ArrayList<>();
        events.forEach(event -> wire.addAll(encoder.encode(0, event)));
        wire.addAll(encoder.end());
        return read(OPEN_AI.streamDecoder(TEXT), StreamCases.sse(trees(wire)) + "data: [DONE]\n\n");
    }

    /** As the doors write it. */
    static JsonNode tree(Object wire) {
        try {
            return FieldTable.read(Json.MAPPER.writeValueAsString(wire));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<JsonNode> trees(List<Object> wire) {
        return wire.stream().map(Wires::tree).toList();
    }

    static CompletionCall completionCall() {
        return new CompletionCall(List.of(TEXT), 1, false, true);
    }

    private static <E> List<E> read(StreamDecoder<E> decoder, String text) {
        List<E> events = new ArrayList<>();
        byte[] bytes = text.getBytes(UTF_8);
        decoder.feed(bytes, 0, bytes.length, events::add);
        decoder.end(events::add);
        return events;
    }
}
