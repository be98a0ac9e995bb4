package io.camelid.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.error.RequestException;
import io.camelid.llama.CacheMark;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.ContentItem;
import io.camelid.llama.EmbeddingTaskType;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import io.camelid.llama.TextTruncation;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestEncoderTest {

    private final GeminiDialect dialect = NativeDialects.GEMINI;

    static Stream<Path> cases() {
        return Fixtures.cases("requests");
    }

    @Test
    void whatEmbeddingsAreForIsSaidAndWhereALongTextIsCutIsTold() throws IOException {
        List<ContentItem> contents = List.of(new ContentItem.Text("a"));

        WireRequest written =
                dialect.encode(new EmbeddingsRequest("e", contents, TextTruncation.END, 3, EmbeddingTaskType.DOCUMENT));

        assertThat(Json.MAPPER
                        .readTree(written.body())
                        .at("/requests/0/taskType")
                        .textValue())
                .isEqualTo("RETRIEVAL_DOCUMENT");
        assertThat(written.notCarried()).containsExactly("text_truncation");
        assertThat(GeminiWire.problems(written.path(), Json.MAPPER.readTree(written.body())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRequestIsWrittenAsTheWireWantsIt(Path folder) throws IOException {
        JsonNode wire = Fixtures.json(folder, "wire.json");

        WireRequest written = dialect.encode(request(folder));

        assertThat(Json.MAPPER.readTree(written.body())).isEqualTo(Fixtures.json(folder, "request.gemini.json"));
        assertThat(written.path()).isEqualTo(wire.get("path").textValue());
        assertThat(written.notCarried())
                .containsExactlyElementsOf(wire.get("notCarried")
                        .valueStream()
                        .map(JsonNode::textValue)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRequestIsOneTheProviderTakes(Path folder) throws IOException {
        WireRequest written = dialect.encode(request(folder));

        assertThat(GeminiWire.problems(written.path(), Json.MAPPER.readTree(written.body())))
                .isEmpty();
    }

    /** What only OpenAI's clients can say is written as they say it. */
    private static ChatCompletionRequest request(Path folder) {
        return Files.exists(folder.resolve("request.openai.json"))
                ? io.camelid.dialect.openai.ChatRequestDecoder.decode(Fixtures.json(folder, "request.openai.json"))
                        .value()
                        .request()
                : io.camelid.dialect.llamastack.ChatRequestDecoder.decode(Fixtures.json(folder, "request.llama.json"))
                        .value();
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, models/gemini-2.5-flash",
        "models/gemini-2.5-flash, models/gemini-2.5-flash",
        "tunedModels/my-own, tunedModels/my-own",
        "publishers/google/models/gemini-3-pro, publishers/google/models/gemini-3-pro",
        "a b?c#d:e, models/a%20b%3Fc%23d%3Ae"
    })
    void theModelIsAResourceInThePath(String model, String resource) {
        ChatCompletionRequest request = ChatCompletionRequest.of(model, List.of(user("hi")));

        assertThat(dialect.encode(request).path()).isEqualTo(resource + ":generateContent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../files/x", "models/../x", "/models/x", "models//x", "..", "a/."})
    void aModelsNameNeverLeadsToAnotherPath(String model) {
        ChatCompletionRequest request = ChatCompletionRequest.of(model, List.of(user("hi")));

        assertThatThrownBy(() -> dialect.encode(request)).isInstanceOf(RequestException.class);
    }

    @Test
    void signaturesGoBackWhereTheyCameFrom() {
        ToolCall signed =
                new ToolCall("c1", ToolName.function("f"), new ToolArguments.Named(Map.of()), "{}", "sig-of-the-call");
        Message.Assistant said = new Message.Assistant(
                InterleavedContent.of("text"),
                StopReason.END_OF_MESSAGE,
                List.of(signed, ToolCall.of("c2", "f", Map.of("a", 1))),
                List.of(
                        new Reasoning.Text("thought", "sig-of-the-thought"),
                        new Reasoning.Text("", "sig-of-the-text"),
                        new Reasoning.Redacted("hidden")));
        WireRequest written = dialect.encode(
                ChatCompletionRequest.of("gemini-3-flash", List.of(user("hi"), said, result("c1"), result("c2"))));

        assertThat(body(written).at("/contents/1/parts")).isEqualTo(Fixtures.json("""
                [{"text":"thought","thought":true,"thoughtSignature":"sig-of-the-thought"},
                 {"text":"text"},
                 {"text":"","thoughtSignature":"sig-of-the-text"},
                 {"functionCall":{"id":"c1","name":"f","args":{}},"thoughtSignature":"sig-of-the-call"},
                 {"functionCall":{"id":"c2","name":"f","args":{"a":1}}}]"""));
        assertThat(written.notCarried()).containsExactly("messages[1].reasoning_content");
    }

    @Test
    void aModelThatDoesNotThinkIsNotToldOfThoughts() {
        Message.Assistant said = new Message.Assistant(
                InterleavedContent.of("text"),
                StopReason.END_OF_TURN,
                List.of(),
                List.of(new Reasoning.Text("thought", null)));
        WireRequest written =
                dialect.encode(ChatCompletionRequest.of("gemini-2.0-flash", List.of(user("hi"), said, user("so"))));

        assertThat(body(written).at("/contents/1/parts")).isEqualTo(Fixtures.json("[{\"text\":\"text\"}]"));
        assertThat(written.notCarried()).containsExactly("messages[1].reasoning_content");
    }

    @ParameterizedTest
    @CsvSource({"gemini-3-flash, true", "gemini-2.5-pro, false", "gemini-flash-latest, true"})
    void onlyModelsThatAskForSignaturesAreToldThatThereIsNone(String model, boolean told) {
        Message.Assistant said = new Message.Assistant(
                InterleavedContent.EMPTY,
                StopReason.END_OF_MESSAGE,
                List.of(ToolCall.of("c1", "f", Map.of()), ToolCall.of("c2", "f", Map.of())));
        JsonNode parts = body(dialect.encode(
                        ChatCompletionRequest.of(model, List.of(user("hi"), said, result("c1"), result("c2")))))
                .at("/contents/1/parts");

        assertThat(parts.get(0).has("thoughtSignature")).isEqualTo(told);
        assertThat(parts.get(1).has("thoughtSignature")).isFalse();
    }

    @Test
    void whatAModelWroteInsteadOfArgumentsIsKeptAsText() {
        ToolCall torn = new ToolCall("c1", ToolName.function("f"), new ToolArguments.Raw("{\"a\": 1"), "{\"a\": 1");
        Message.Assistant said =
                new Message.Assistant(InterleavedContent.EMPTY, StopReason.END_OF_MESSAGE, List.of(torn));
        JsonNode written = body(
                dialect.encode(ChatCompletionRequest.of("gemini-2.5-pro", List.of(user("hi"), said, result("c1")))));

        assertThat(written.at("/contents/1/parts/0/functionCall/args"))
                .isEqualTo(Fixtures.json("{\"arguments\":\"{\\\"a\\\": 1\"}"));
    }

    @Test
    void aFailedToolsWordsAreAnError() {
        Message.Assistant said = new Message.Assistant(
                InterleavedContent.EMPTY, StopReason.END_OF_MESSAGE, List.of(ToolCall.of("c1", "f", Map.of())));
        Message failed = new Message.ToolResponse("c1", InterleavedContent.of("no such city"), true);
        JsonNode written =
                body(dialect.encode(ChatCompletionRequest.of("gemini-2.5-pro", List.of(user("hi"), said, failed))));

        assertThat(written.at("/contents/2/parts/0/functionResponse/response"))
                .isEqualTo(Fixtures.json("{\"error\":\"no such city\"}"));
    }

    @Test
    void cacheMarksAreReported() {
        Message marked = new Message.User(new InterleavedContent.Items(
                List.of(new ContentItem.Text("a"), new ContentItem.Text("b", new CacheMark(null)))));

        assertThat(dialect.encode(ChatCompletionRequest.of("gemini-2.5-pro", List.of(marked)))
                        .notCarried())
                .containsExactly("messages[0].content[1].cache_control");
    }

    @Test
    void aResultWithoutItsCallIsRefusedByItsPath() {
        ChatCompletionRequest request =
                ChatCompletionRequest.of("gemini-2.5-pro", List.of(user("hi"), result("nobody")));

        assertThatThrownBy(() -> dialect.encode(request))
                .isInstanceOfSatisfying(
                        RequestException.class, it -> assertThat(it.param()).isEqualTo("messages[1].call_id"))
                .hasMessageContaining("'nobody'");
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd", "ftp://host/a.png", "cat.png"})
    void anImagesAddressOfAnotherKindIsRefused(String uri) {
        Message.User user = new Message.User(
                new InterleavedContent.Items(List.of(new ContentItem.Image(new ImageSource.Url(uri)))));

        assertThatThrownBy(() -> dialect.encode(ChatCompletionRequest.of("gemini-2.5-pro", List.of(user))))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("messages[0].content[0]");
    }

    @Test
    void aGrammarIsRefused() {
        ChatCompletionRequest plain = ChatCompletionRequest.of("gemini-2.5-pro", List.of(user("hi")));
        ChatCompletionRequest request = new ChatCompletionRequest(
                plain.model(),
                plain.messages(),
                SamplingParams.DEFAULT,
                List.of(),
                plain.toolConfig(),
                new ResponseFormat.Grammar(Map.of("root", "x")),
                false,
                null,
                plain.extensions());

        assertThatThrownBy(() -> dialect.encode(request))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("grammar");
    }

    @Test
    void completionsAreRefusedWithWhatWouldDo() {
        assertThatThrownBy(() -> dialect.encode(CompletionRequest.of("gemini-2.5-pro", InterleavedContent.of("Once"))))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("/chat/completions");
    }

    private static JsonNode body(WireRequest written) {
        return Fixtures.json(new String(written.body(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Message user(String text) {
        return new Message.User(InterleavedContent.of(text));
    }

    private static Message result(String callId) {
        return new Message.ToolResponse(callId, InterleavedContent.of("done"));
    }
}
