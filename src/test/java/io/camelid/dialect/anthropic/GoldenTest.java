package io.camelid.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.Json;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.WireRequest;
import io.camelid.dialect.openai.ChatRequestDecoder;
import io.camelid.llama.CanonicalJson;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder below {@code fixtures/anthropic} is a case. */
class GoldenTest {

    static final Path FOLDER = Path.of("src/test/resources/fixtures/anthropic");

    private static final AnthropicDialect DIALECT = NativeDialects.ANTHROPIC;

    static Stream<String> requests() throws IOException {
        return cases("request");
    }

    static Stream<String> responses() throws IOException {
        return cases("response");
    }

    static Stream<String> streams() throws IOException {
        return cases("stream");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsWrittenAsTheWireHasIt(String name) throws IOException {
        Path folder = FOLDER.resolve("request").resolve(name);
        WireRequest written = DIALECT.encode(request(folder));

        assertThat(Json.MAPPER.readTree(written.body())).isEqualTo(json(folder.resolve("request.anthropic.json")));
        assertThat(CanonicalJson.of(written.notCarried())).isEqualTo(json(folder.resolve("not-carried.json")));
        assertThat(written.path()).isEqualTo("messages");
        assertThat(AnthropicWire.problems(Json.MAPPER.readTree(written.body()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void aWholeAnswerIsReadAsItIsMeant(String name) throws IOException {
        Path folder = FOLDER.resolve("response").resolve(name);
        byte[] body = Files.readAllBytes(folder.resolve("response.anthropic.json"));

        assertThat(CanonicalJson.of(DIALECT.decode(body, body.length, request(folder))))
                .isEqualTo(json(folder.resolve("response.llama.json")));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamIsReadEventByEvent(String name) throws IOException {
        Path folder = FOLDER.resolve("stream").resolve(name);
        List<JsonNode> expected = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("stream.llama.jsonl"))) {
            expected.add(Json.MAPPER.readTree(line));
        }

        assertThat(read(Files.readAllBytes(folder.resolve("stream.anthropic.sse")), request(folder)))
                .extracting(CanonicalJson::of)
                .isEqualTo(expected);
    }

    static List<ChatCompletionResponseStreamChunk> read(byte[] stream, ChatCompletionRequest request) {
        List<ChatCompletionResponseStreamChunk> events = new ArrayList<>();
        StreamDecoder<ChatCompletionResponseStreamChunk> decoder = DIALECT.streamDecoder(request);
        decoder.feed(stream, 0, stream.length, events::add);
        decoder.end(events::add);
        return events;
    }

    /** What was asked; an ordinary question where the case does not say. */
    static ChatCompletionRequest request(Path folder) throws IOException {
        Path file = folder.resolve("request.openai.json");
        return Files.exists(file)
                ? ChatRequestDecoder.decode(json(file)).value().request()
                : ChatCompletionRequest.of(
                        "claude-sonnet-4-5", List.of(new Message.User(InterleavedContent.of("Hello"))));
    }

    static Stream<String> cases(String kind) throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER.resolve(kind))) {
            return folders.map(it -> it.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return Json.MAPPER.readTree(file.toFile());
    }
}
