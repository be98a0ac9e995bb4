package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.RequestRules;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.openai.ChatRequestDecoder;
import io.camelid.dialect.openai.ChatStreamDecoder;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.dialect.prompt.ChatAsPrompt;
import io.camelid.dialect.prompt.WrittenCalls;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.translation.StreamCase.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Streams of every format, as the golden files and the golden vectors have them. */
final class StreamCases {

    /** What the models of the cases were offered. */
    static final List<ToolDefinition> TOOLS = Stream.of("get_weather", "get_time", "f", "g")
            .map(name -> new ToolDefinition(ToolName.function(name), null, Map.of()))
            .toList();

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final ChatCompletionRequest CHAT = ChatCompletionRequest.of("m", List.of());
    private static final CompletionRequest TEXT = CompletionRequest.of("m", InterleavedContent.EMPTY);
    private static final Dialect OPEN_AI = new OpenAiDialect(Map.of(), RequestRules.NONE);
    private static final Dialect LLAMA_STACK = new LlamaStackDialect();

    static final Format OPEN_AI_CHAT = openAi("openai chat", () -> OPEN_AI.streamDecoder(CHAT));
    static final Format OPEN_AI_WHOLE_CALLS =
            openAi("openai chat, calls at the end", () -> new JsonStreamDecoder<>(new ChatStreamDecoder(false)));
    static final Format OPEN_AI_TEXT = openAi("openai completion", () -> OPEN_AI.streamDecoder(TEXT));
    static final Format LLAMA_CHAT = llamaStack(
            "llama-stack chat", () -> LLAMA_STACK.streamDecoder(CHAT), "\"event_type\"\\s*:\\s*\"complete\"");
    static final Format LLAMA_TEXT = llamaStack(
            "llama-stack completion", () -> LLAMA_STACK.streamDecoder(TEXT), "\"stop_reason\"\\s*:\\s*\"[eo]");
    static final Format TURN = openAi("openai completion as a turn", StreamCases::turn);
    static final Format OPEN_AI_WRITTEN =
            openAi("openai chat, calls in text", () -> new ReadOn<>(OPEN_AI.streamDecoder(CHAT), calls(true)::read));
    static final Format LLAMA_WRITTEN_FOR_OPEN_AI = llamaStack(
            "llama-stack chat, calls in text for OpenAI",
            () -> new ReadOn<>(LLAMA_STACK.streamDecoder(CHAT), calls(false)::read),
            "\"event_type\"\\s*:\\s*\"complete\"");
    static final Format TURN_WRITTEN =
            openAi("openai completion as a turn, calls in text", () -> new ReadOn<>(turn(), calls(true)::read));
    static final Format LLAMA_WRITTEN = llamaStack(
            "llama-stack chat, calls in text",
            () -> new ReadOn<>(LLAMA_STACK.streamDecoder(CHAT), calls(true)::read),
            "\"event_type\"\\s*:\\s*\"complete\"");
    static final Format GEMINI = new Format(
            "gemini",
            () -> NativeDialects.GEMINI.streamDecoder(CHAT),
            Pattern.compile("\"(finish|block)Reason\""),
            Pattern.compile("\"usageMetadata\""));

    private StreamCases() {}

    static List<StreamCase> all() {
        List<StreamCase> all = new ArrayList<>();
        all.addAll(files(it -> OPEN_AI_CHAT, "openai/proxied-stream", "provider.sse"));
        all.addAll(files(StreamCases::anthropic, "anthropic/stream", "stream.anthropic.sse"));
        all.addAll(files(it -> GEMINI, "gemini/streams", "stream.gemini.sse"));
        for (Format format : List.of(OPEN_AI_CHAT, OPEN_AI_WHOLE_CALLS, OPEN_AI_WRITTEN)) {
            all.addAll(vectors(format, "convert_openai_chat_completion_stream", "/input/stream"));
        }
        for (Format format : List.of(OPEN_AI_TEXT, TURN, TURN_WRITTEN)) {
            all.addAll(vectors(format, "process_chat_completion_stream_response", "/input/stream"));
        }
        all.addAll(vectors(OPEN_AI_TEXT, "process_completion_stream_response", "/input/stream"));
        all.addAll(vectors(LLAMA_CHAT, "convert_openai_chat_completion_stream", "/output"));
        all.addAll(vectors(LLAMA_CHAT, "process_chat_completion_stream_response", "/output"));
        all.addAll(vectors(LLAMA_WRITTEN, "process_chat_completion_stream_response", "/output"));
        all.addAll(vectors(LLAMA_WRITTEN_FOR_OPEN_AI, "process_chat_completion_stream_response", "/output"));
        all.addAll(vectors(LLAMA_TEXT, "process_completion_stream_response", "/output"));
        return all;
    }

    /** Server-sent events of these objects, each on one line. */
    static String sse(Iterable<JsonNode> objects) {
        StringBuilder text = new StringBuilder();
        objects.forEach(it -> text.append("data: ").append(it).append("\n\n"));
        return text.toString();
    }

    private static Format openAi(String name, Supplier<StreamDecoder<?>> decoder) {
        return new Format(
                name,
                decoder,
                Pattern.compile("\"finish_reason\"\\s*:\\s*\"|\\[DONE]|<\\|e"),
                Pattern.compile("\"usage\"|\"x_groq\""));
    }

    private static Format llamaStack(String name, Supplier<StreamDecoder<?>> decoder, String reason) {
        return new Format(name, decoder, Pattern.compile(reason), Pattern.compile("\"metrics\"\\s*:\\s*\\["));
    }

    private static StreamDecoder<ChatCompletionResponseStreamChunk> turn() {
        return new ReadOn<>(OPEN_AI.streamDecoder(TEXT), ChatAsPrompt::decode);
    }

    private static WrittenCalls calls(boolean asLlamaStack) {
        return new WrittenCalls(TOOLS, asLlamaStack, new AnswerLosses());
    }

    /** What was asked decides how a call is read. */
    private static Format anthropic(Path folder) {
        Path asked = folder.resolve("request.openai.json");
        ChatCompletionRequest request = Files.exists(asked)
                ? ChatRequestDecoder.decode(FieldTable.read(text(asked)))
                        .value()
                        .request()
                : CHAT;
        return new Format(
                "anthropic",
                () -> NativeDialects.ANTHROPIC.streamDecoder(request),
                Pattern.compile("\"stop_reason\"\\s*:\\s*\""),
                Pattern.compile("\"usage\""));
    }

    private static List<StreamCase> files(Function<Path, Format> format, String folder, String file) {
        try (Stream<Path> cases = Files.list(RESOURCES.resolve("fixtures").resolve(folder))) {
            return cases.sorted()
                    .map(it -> new StreamCase(format.apply(it), it.getFileName().toString(), text(it.resolve(file))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<StreamCase> vectors(Format format, String function, String place) {
        List<StreamCase> cases = new ArrayList<>();
        for (JsonNode vector : FieldTable.read(text(RESOURCES.resolve("golden/" + function + ".json")))) {
            if (!vector.at(place).isEmpty()) {
                cases.add(new StreamCase(format, vector.get("name").textValue(), sse(vector.at(place))));
            }
        }
        return cases;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
