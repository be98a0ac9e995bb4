package io.camelid.golden;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.llamastack.LlamaStackFunctions;
import io.camelid.dialect.openai.OpenAiFunctions;
import io.camelid.dialect.prompt.PromptFunctions;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of every vector: what upstream answered, or what we decided to answer instead. */
class GoldenVectorsTest {

    private static final Map<String, GoldenFunction> FUNCTIONS = functions();

    /** Where a null may not stand for an absent key. */
    private static final List<String> NULLS_MATTER =
            List.of("get_sampling_options", "get_sampling_strategy_options", "prepare_openai_completion_params");

    /** Decisions the vectors give in words, as outcomes. */
    private static final Map<String, String> DECISIONS = Map.of(
            "OpenAIChatCompletionUnsupportedMixin.openai_chat_completion: always refused",
            "[{'role':'user','content':'hi'}]",
            "chat_completion_request_to_messages: 3.2 no tools",
            "[{'role':'user','text':'Hello'}]",
            "chat_completion_request_to_messages: unknown left alone",
            "[{'role':'system','text':'Talk like a sailor'},{'role':'user','text':'Hello'}]",
            "chat_completion_request_to_messages: json schema appended",
            "[{'role':'user','text':'Hello'},{'role':'user','contains':['\\'type\\': \\'object\\'']}]",
            "chat_completion_request_to_messages: two system messages",
            "[{'role':'system','contains':['Talk like a sailor\\nTalk like a sailor','2025']},"
                    + "{'role':'user','text':'Hello'}]",
            "chat_completion_request_to_messages: only a system message",
            "[{'role':'system','text':'Talk like a sailor'}]");

    /** Vectors that we hold to be wrong, each with the reason. */
    private static final Map<String, String> DISPUTED = Map.of(
            "head__OpenAIChatCompletionToLlamaStackMixin._process_stream_response: empty",
            "makes up a finish reason for a stream that broke off before its first event: a client would take the"
                    + " nothing it got for the whole answer",
            "process_chat_completion_response: reason missing",
            "takes an answer without a finish reason for a whole one, which 2.22 refuses with 502; there is one reader"
                    + " of OpenAI's answers for both functions");

    @TestFactory
    Stream<DynamicContainer> vectors() throws IOException {
        return files().stream().map(file -> dynamicContainer(function(file), cases(file)));
    }

    @Test
    void everyFunctionWeKnowHasVectors() throws IOException {
        assertThat(FUNCTIONS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        files().stream().map(GoldenVectorsTest::function).toList());
    }

    private static Stream<DynamicTest> cases(Path file) {
        String function = function(file);
        return StreamSupport.stream(read(file).spliterator(), false).map(it -> {
            String name = function + ": " + it.get("name").textValue();
            return dynamicTest(name, () -> check(name, function, it));
        });
    }

    private static void check(String name, String function, JsonNode vector) {
        GoldenFunction ours = FUNCTIONS.get(function);
        if (ours == null) {
            fail("no function of ours does what " + function + " does");
        } else if (DISPUTED.containsKey(name)) {
            refused("upstream_invalid", ours, vector.get("input"));
        } else if (vector.has("expected_error")) {
            refused(vector.at("/expected_error/kind").textValue(), ours, vector.get("input"));
        } else {
            JsonNode actual = ours.apply(vector.get("input"));
            assertThat(GoldenComparison.differences(expected(name, vector), actual, NULLS_MATTER.contains(function)))
                    .isEmpty();
        }
    }

    private static void refused(String kind, GoldenFunction ours, JsonNode input) {
        assertThatExceptionOfType(CamelidException.class)
                .isThrownBy(() -> ours.apply(input))
                .satisfies(e -> {
                    switch (kind) {
                        case "invalid_request" -> assertThat(e.status()).isEqualTo(400);
                        case "upstream_invalid" -> assertThat(e.kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
                        case "unsupported" -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
                        default -> fail("the vectors have a new kind of error: " + kind);
                    }
                });
    }

    private static JsonNode expected(String name, JsonNode vector) {
        if (vector.has("expected")) {
            return vector.get("expected");
        }
        if (vector.has("decision")) {
            return json(requireNonNull(DECISIONS.get(name), "a decision in words that nobody has put into an outcome"));
        }
        return requireNonNull(vector.get("output"), "the vector has no answer");
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace("\\'", "\\\"").replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static String function(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    /** The vectors as they are shared, else our copy. */
    private static Path folder() {
        String shared = System.getenv("CAMELID_SHARED");
        if (shared != null) {
            return Path.of(shared, "golden");
        }
        try {
            return Path.of(requireNonNull(GoldenVectorsTest.class.getResource("/golden"), "/golden")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, GoldenFunction> functions() {
        Map<String, GoldenFunction> all = new HashMap<>();
        all.putAll(OpenAiFunctions.all());
        all.putAll(PromptFunctions.all());
        all.putAll(LlamaStackFunctions.all());
        return all;
    }
}
