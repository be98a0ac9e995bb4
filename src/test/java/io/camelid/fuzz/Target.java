package io.camelid.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A decoder and documents it can read, to begin with.
 *
 * @param seeds the documents
 */
record Target(String name, Consumer<byte[]> decoder, List<byte[]> seeds) {

    private static final Path RESOURCES = Path.of("src/test/resources");

    static final List<Target> ALL = List.of(
            of("openAiChatRequest", Decoders::openAiChatRequest, "fixtures", "request.openai.json"),
            of("openAiCompletionRequest", Decoders::openAiCompletionRequest, "fuzz/completion-requests", ".json"),
            of("openAiEmbeddingsRequest", Decoders::openAiEmbeddingsRequest, "fuzz/embeddings-requests", ".json"),
            of("llamaStackChatRequest", Decoders::llamaStackChatRequest, "fuzz/llama-stack-requests", ".json"),
            of(
                    "llamaStackCompletionRequest",
                    Decoders::llamaStackCompletionRequest,
                    "fuzz/llama-stack-requests",
                    ".json"),
            of(
                    "llamaStackEmbeddingsRequest",
                    Decoders::llamaStackEmbeddingsRequest,
                    "fuzz/embeddings-requests",
                    "llama-stack.json"),
            of("envelope", Decoders::envelope, "fuzz", ".json"),
            of("providerData", Decoders::providerData, "fuzz/provider-data", ".json"),
            of("providersFile", Decoders::providersFile, "fixtures/providers-file", ".yaml"),
            of(
                    "chatAnswer",
                    Decoders::chatAnswer,
                    ".",
                    "response.anthropic.json",
                    "answer.gemini.json",
                    ".answer.json"),
            of("completionAnswer", Decoders::completionAnswer, "fuzz/answers", ".json"),
            of("embeddingsAnswer", Decoders::embeddingsAnswer, "fuzz/embeddings-answers", ".json"),
            of("chatStream", Decoders::chatStream, ".", ".sse"),
            of("completionStream", Decoders::completionStream, "fuzz/streams", ".sse"),
            of("error", Decoders::error, "fixtures/openai/provider-errors", ""),
            of("proxiedAnswer", Decoders::proxiedAnswer, "fuzz/answers", ".json"),
            of("proxiedStream", Decoders::proxiedStream, ".", ".sse"),
            of("events", Decoders::events, ".", ".sse"),
            of("writtenCalls", Decoders::writtenCalls, "fuzz/written-calls", ".txt"));

    /** With the files of a folder below {@code src/test/resources} whose names end so. */
    private static Target of(String name, Consumer<byte[]> decoder, String folder, String... files) {
        return new Target(name, decoder, seeds(folder, List.of(files)));
    }

    static Target named(String name) {
        return ALL.stream().filter(it -> it.name.equals(name)).findFirst().orElseThrow();
    }

    private static List<byte[]> seeds(String folder, List<String> files) {
        try (Stream<Path> all = Files.walk(RESOURCES.resolve(folder))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> files.stream().anyMatch(file.toString()::endsWith))
                    .sorted()
                    .map(Target::bytes)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
