package io.camelid.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.Message;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to the simulator, and the events of its streams. */
final class Requests {

    private Requests() {}

    static Message user(String text) {
        return new Message.User(InterleavedContent.of(text));
    }

    static ChatCompletionRequest chat(Message... messages) {
        return ChatCompletionRequest.of("simulator", List.of(messages));
    }

    static ChatCompletionRequest chat(String text) {
        return chat(user(text));
    }

    static ChatCompletionRequest limited(String text, int maxTokens, String... stop) {
        ChatCompletionRequest it = chat(text);
        return new ChatCompletionRequest(
                it.model(),
                it.messages(),
                params(maxTokens, stop),
                it.tools(),
                it.toolConfig(),
                null,
                false,
                null,
                RequestExtensions.NONE);
    }

    static ChatCompletionRequest withTools(
            ChatCompletionRequest it, ToolChoice choice, @Nullable ResponseFormat format, ToolDefinition... tools) {
        return new ChatCompletionRequest(
                it.model(),
                it.messages(),
                it.samplingParams(),
                List.of(tools),
                ToolConfig.of(choice),
                format,
                false,
                it.logprobs(),
                RequestExtensions.NONE);
    }

    static ChatCompletionRequest formatted(ResponseFormat format, Message... messages) {
        return withTools(chat(messages), ToolChoice.Mode.AUTO, format);
    }

    static ChatCompletionRequest withLogprobs(ChatCompletionRequest it) {
        return new ChatCompletionRequest(
                it.model(),
                it.messages(),
                it.samplingParams(),
                it.tools(),
                it.toolConfig(),
                it.responseFormat(),
                false,
                new LogProbConfig(0),
                RequestExtensions.NONE);
    }

    static CompletionRequest completion(String prompt, int maxTokens, String... stop) {
        return new CompletionRequest(
                "simulator",
                InterleavedContent.of(prompt),
                params(maxTokens, stop),
                null,
                false,
                new LogProbConfig(0),
                RequestExtensions.NONE);
    }

    static ToolDefinition tool(String name) {
        return new ToolDefinition(ToolName.function(name), null, Map.of());
    }

    static ToolDefinition tool(String name, String schema) {
        return new ToolDefinition(ToolName.function(name), null, Map.of(), map(schema), null, null);
    }

    /** Values of any kind, nulls too: compact constructors lose the annotation that would let the compiler see it. */
    static <V extends @Nullable Object> Map<String, V> map(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<Map<String, V>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static <E> List<E> events(ResponseStream<E> stream) throws IOException {
        List<E> events = new ArrayList<>();
        stream.pushTo(events::add);
        return events;
    }

    static List<ChatCompletionResponseStreamChunk> events(ChatCompletionRequest request) throws IOException {
        return events(new Simulator(SimulatorConfig.DEFAULT).stream(request));
    }

    private static SamplingParams params(int maxTokens, String... stop) {
        return new SamplingParams(SamplingParams.DEFAULT.strategy(), maxTokens, 1.0, List.of(stop));
    }
}
