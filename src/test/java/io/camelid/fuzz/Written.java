package io.camelid.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Json;
import io.camelid.dialect.llamastack.ResponseEncoder;
import io.camelid.dialect.llamastack.StreamChunkEncoder;
import io.camelid.dialect.openai.AnswerHead;
import io.camelid.dialect.openai.ChatCall;
import io.camelid.dialect.openai.ChatResponseEncoder;
import io.camelid.dialect.openai.ChatStreamEncoder;
import io.camelid.dialect.openai.CompletionCall;
import io.camelid.dialect.openai.CompletionResponseEncoder;
import io.camelid.dialect.openai.CompletionStreamEncoder;
import io.camelid.dialect.prompt.AssistantText;
import io.camelid.dialect.prompt.WrittenCalls;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.Message;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was read, written for both doors, down to the bytes. */
final class Written {

    static final List<ToolDefinition> TOOLS = Stream.of("f", "get_weather", "brave_search")
            .map(name -> new ToolDefinition(ToolName.function(name), null, Map.of()))
            .toList();

    /** Asks for all an answer can tell. */
    static final ChatCompletionRequest CHAT = new ChatCompletionRequest(
            "m",
            List.of(),
            SamplingParams.DEFAULT,
            TOOLS,
            ToolConfig.DEFAULT,
            null,
            true,
            new LogProbConfig(5),
            RequestExtensions.NONE);

    private static final CompletionRequest TEXT = new CompletionRequest(
            "m",
            InterleavedContent.EMPTY,
            SamplingParams.DEFAULT,
            null,
            true,
            new LogProbConfig(5),
            RequestExtensions.NONE);

    private static final AnswerHead HEAD = new AnswerHead("id", 1, "m");
    private static final ChatCall CALL = new ChatCall(CHAT, 1, true, false);
    private static final CompletionCall TEXT_CALL = new CompletionCall(List.of(TEXT), 1, false, true);

    private Written() {}

    static void chat(ChatCompletionResponse answer) {
        bytes(ChatResponseEncoder.encode(HEAD, CALL, List.of(answer)));
        bytes(ResponseEncoder.encode(answer));
    }

    static void text(CompletionResponse answer) {
        bytes(CompletionResponseEncoder.encode(HEAD, TEXT_CALL, List.of(answer)));
        bytes(ResponseEncoder.encode(answer));
    }

    static void chatStream(List<ChatCompletionResponseStreamChunk> events) {
        ChatStreamEncoder encoder = new ChatStreamEncoder(HEAD, CALL);
        for (ChatCompletionResponseStreamChunk event : events) {
            Decoders.refusing(() -> encoder.encode(0, event).forEach(Written::bytes));
            Object json = StreamChunkEncoder.encode(event);
            if (json != null) {
                bytes(json);
            }
        }
    }

    static void textStream(List<CompletionResponseStreamChunk> events) {
        CompletionStreamEncoder encoder = new CompletionStreamEncoder(HEAD, TEXT_CALL);
        for (CompletionResponseStreamChunk event : events) {
            encoder.encode(0, event).forEach(Written::bytes);
            bytes(StreamChunkEncoder.encode(event));
        }
    }

    /** The calls a model wrote into its text. */
    static void calls(String text) {
        AssistantText read = AssistantText.decode(text, StopReason.END_OF_TURN, TOOLS);
        chat(new ChatCompletionResponse(
                new Message.Assistant(InterleavedContent.of(read.content()), StopReason.END_OF_TURN, read.toolCalls()),
                List.of(),
                List.of()));
    }

    /** The same as a stream, cut in two at every place of a short text, and at some of a long one. */
    static void callsInPieces(String text) {
        int step = 1 + text.length() / 200;
        for (int cut = 0; cut <= text.length(); cut += step) {
            chatStream(read(List.of(text.substring(0, cut), text.substring(cut))));
        }
        chatStream(read(List.of(text.split("(?s)(?<=\\G.{%d})".formatted(step)))));
    }

    private static List<ChatCompletionResponseStreamChunk> read(List<String> pieces) {
        List<ChatCompletionResponseStreamChunk> events = new ArrayList<>();
        try {
            new WrittenCalls(TOOLS, true, new AnswerLosses())
                    .read(sink -> {
                        for (String piece : pieces) {
                            sink.accept(
                                    new ChatCompletionResponseStreamChunk(new Progress(new ContentDelta.Text(piece))));
                        }
                        sink.accept(new ChatCompletionResponseStreamChunk(new Complete(StopReason.END_OF_TURN)));
                    })
                    .pushTo(events::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private static void bytes(Object wire) {
        try {
            Json.MAPPER.writeValueAsBytes(wire);
        } catch (JsonProcessingException e) {
            throw new AssertionError("read, but not to be written", e);
        }
    }
}
