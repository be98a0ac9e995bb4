package io.camelid.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.Json;
import io.camelid.dialect.ModelTable;
import io.camelid.dialect.WireRequest;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolParamDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What golden files of OpenAI's shapes can't say: the canonical model's own extensions, refusals, errors. */
class AnthropicDialectTest {

    private static final AnthropicDialect DIALECT = NativeDialects.ANTHROPIC;
    private static final InterleavedContent HELLO = InterleavedContent.of("Hello");

    @Test
    void signedThoughtsGoThereAndBackUnchanged() throws IOException {
        String content = """
                [{"type":"thinking","thinking":"Rome is in Italy.","signature":"c2lnbmVk"},
                 {"type":"redacted_thinking","data":"aGlkZGVu"},
                 {"type":"text","text":"I ask."},
                 {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Rome"}}]""";
        Message.Assistant said = answer(content, "tool_use").completionMessage();

        JsonNode sent = encode(request(List.of(
                new Message.User(HELLO), said, new Message.ToolResponse("toolu_1", InterleavedContent.of("Sunny")))));

        assertThat(sent.at("/messages/1/content")).isEqualTo(Json.MAPPER.readTree(content));
    }

    @Test
    void aModelMayThinkOnInATurnWhoseThoughtsAreSigned() throws IOException {
        Message.Assistant called = new Message.Assistant(
                InterleavedContent.EMPTY,
                StopReason.END_OF_MESSAGE,
                List.of(ToolCall.of("a", "weather", Map.of())),
                List.of(new Reasoning.Redacted("aGlkZGVu")));
        ChatCompletionRequest request =
                effort(List.of(new Message.User(HELLO), called, new Message.ToolResponse("a", HELLO)), "low");

        assertThat(encode(request).at("/thinking/budget_tokens").intValue()).isEqualTo(2048);
    }

    @Test
    void aToolThatFailedSaysSo() throws IOException {
        Message.Assistant called = new Message.Assistant(
                InterleavedContent.EMPTY, StopReason.END_OF_MESSAGE, List.of(ToolCall.of("a", "weather", Map.of())));

        JsonNode sent = encode(request(List.of(
                new Message.User(HELLO), called, new Message.ToolResponse("a", InterleavedContent.of("down"), true))));

        assertThat(sent.at("/messages/2/content/0").toString())
                .isEqualTo(
                        "{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":[{\"type\":\"text\",\"text\":\"down\"}],\"is_error\":true}");
    }

    @Test
    void aResultOpensItsTurnWhateverTheUserSaidBefore() throws IOException {
        Message.Assistant called = new Message.Assistant(
                InterleavedContent.EMPTY,
                StopReason.END_OF_MESSAGE,
                List.of(ToolCall.of("a", "weather", Map.of()), ToolCall.of("b", "clock", Map.of())));

        JsonNode sent = encode(request(List.of(
                new Message.User(HELLO),
                called,
                new Message.ToolResponse("a", HELLO),
                new Message.User(HELLO),
                new Message.ToolResponse("b", HELLO))));

        assertThat(AnthropicWire.problems(sent)).isEmpty();
        assertThat(sent.at("/messages/2/content").findValuesAsText("tool_use_id"))
                .containsExactly("a", "b");
    }

    @Test
    void passagesFollowTheQuestion() throws IOException {
        JsonNode sent = encode(request(List.of(new Message.User(HELLO, InterleavedContent.of("A passage.")))));

        assertThat(sent.at("/messages/0/content").findValuesAsText("text")).containsExactly("Hello", "A passage.");
    }

    @Test
    void bareDataIsSentUnderTheTypeItsBytesHave() throws IOException {
        JsonNode sent = encode(image(new ImageSource.Data("R0lGODlhAQABAAAAACw=")));

        assertThat(sent.at("/messages/0/content/0/source/media_type").textValue())
                .isEqualTo("image/gif");
    }

    @Test
    void anImageOfAnUnknownFormatIsRefusedByName() {
        assertThatThrownBy(() -> encode(image(new ImageSource.Data("Qk0AAAAA"))))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("messages[0].content[0]")
                .hasMessageContaining("image/bmp");
        assertThatThrownBy(() -> encode(image(new ImageSource.Url("data:image/svg+xml,%3Csvg/%3E"))))
                .isInstanceOf(RequestException.class);
    }

    @Test
    void imagesGoWhereTheWireHasThem() {
        InterleavedContent picture =
                new InterleavedContent.Items(List.of(new ContentItem.Image(new ImageSource.Url("https://a/b.png"))));

        assertThat(DIALECT.encode(request(List.of(new Message.System(picture), new Message.User(HELLO))))
                        .notCarried())
                .containsExactly("messages[0].content[0]");
    }

    @Test
    void aConversationWithoutAWordOfTheUsersIsRefused() {
        assertThatThrownBy(() -> encode(request(List.of(new Message.System(HELLO)))))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("'messages'");
    }

    @Test
    void aGrammarIsRefused() {
        ChatCompletionRequest plain = request(List.of(new Message.User(HELLO)));

        assertThatThrownBy(() -> encode(format(plain, new ResponseFormat.Grammar(Map.of("type", "bnf")))))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("grammar");
    }

    @Test
    void aSchemaOfNoObjectIsRefusedWhereAToolStandsForTheAnswer() {
        ChatCompletionRequest older = request(List.of(new Message.User(HELLO))).withModel("claude-3-haiku-20240307");

        assertThatThrownBy(() -> encode(format(older, new ResponseFormat.JsonSchema(Map.of("type", "array")))))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("object");
    }

    @Test
    void llamaStacksOwnSamplingIsCarriedOrListed() throws IOException {
        WireRequest greedy = DIALECT.encode(request(List.of(new Message.User(HELLO))));
        WireRequest topK =
                DIALECT.encode(sampling(new SamplingParams(new SamplingStrategy.TopK(5), 0, 1.2, List.of())));

        assertThat(Json.MAPPER.readTree(greedy.body()).path("temperature").doubleValue())
                .isZero();
        assertThat(Json.MAPPER.readTree(topK.body()).path("top_k").intValue()).isEqualTo(5);
        assertThat(topK.notCarried()).containsExactly("sampling_params.repetition_penalty");
    }

    @Test
    void aToolWithoutASchemaIsDescribedByItsOutline() throws IOException {
        ToolDefinition tool = new ToolDefinition(
                ToolName.function("weather"),
                null,
                Map.of("city", new ToolParamDefinition("str", "Which", true, null)));

        JsonNode sent = encode(tools(List.of(tool)));

        assertThat(sent.at("/tools/0/input_schema").toString())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"description\":\"Which\"}},\"required\":[\"city\"]}");
    }

    @Test
    void completionsAreRefused() {
        assertThatThrownBy(() -> DIALECT.encode(CompletionRequest.of("claude-sonnet-4-5", HELLO)))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED));
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_request_error, 400, PROVIDER_REFUSED",
        "authentication_error, 401, PROVIDER_REFUSED",
        "rate_limit_error, 429, PROVIDER_REFUSED",
        "api_error, 502, PROVIDER_UNAVAILABLE",
        "overloaded_error, 503, PROVIDER_OVERLOADED",
        "nobody_knows, 502, PROVIDER_UNAVAILABLE"
    })
    void anErrorUnderAGoodStatusIsTheErrorItNames(String type, int status, ErrorKind kind) {
        String error =
                "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"No luck\"},\"request_id\":\"req_1\"}"
                        .formatted(type);

        assertThat(List.of(
                        failure(() -> answer(error)), failure(() -> stream("event: error\ndata: " + error + "\n\n"))))
                .allSatisfy(e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.status()).isEqualTo(status);
                    assertThat(e.text()).isEqualTo("No luck");
                    assertThat(e.told()).extracting(ProviderError::type).isEqualTo(type);
                });
    }

    @Test
    void anErrorInTheMiddleOfAStreamComesAfterWhatWasSaid() {
        List<Object> events = new ArrayList<>();
        byte[] stream = """
                event: message_start
                data: {"type":"message_start","message":{"usage":{"input_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hi"}}

                event: error
                data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

                """.getBytes(UTF_8);

        assertThat(failure(() -> DIALECT.streamDecoder(request(List.of())).feed(stream, 0, stream.length, events::add)))
                .hasMessage("Overloaded");
        assertThat(events).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: hello\n\n",
                "data: [1]\n\n",
                "data: {\"type\":\"content_block_stop\",\"index\":3}\n\n",
                "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}\n\n",
                "data: {\"type\":\"message_stop\"}\n\n"
            })
    void whatIsNoStreamOfThisFormatIsRefused(String stream) {
        assertThat(failure(() -> stream(stream)).kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[]",
                "{}",
                "{\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}",
                "{\"content\":[{\"text\":\"x\"}],\"stop_reason\":\"end_turn\"}",
                "{\"content\":\"x\",\"stop_reason\":\"end_turn\"}"
            })
    void whatIsNoAnswerOfThisFormatIsRefused(String body) {
        assertThat(failure(() -> answer(body)).kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    @Test
    void anErrorsWordsAreRead() {
        ProviderError error = DIALECT.error(
                "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: x\"}}"
                        .getBytes(UTF_8),
                404,
                "application/json");

        assertThat(error.message()).isEqualTo("model: x");
        assertThat(error.type()).isEqualTo("not_found_error");
    }

    @ParameterizedTest
    @CsvSource({
        "claude-3-opus-20240229, 4096, NEVER, BOTH, false, true",
        "claude-3-5-sonnet-latest, 8192, NEVER, BOTH, false, true",
        "claude-3-7-sonnet-20250219, 64000, BUDGET, BOTH, false, true",
        "claude-opus-4-20250514, 32000, BUDGET, BOTH, false, true",
        "claude-sonnet-4-0, 64000, BUDGET, BOTH, false, true",
        "claude-opus-4-1-20250805, 32000, BUDGET, ONE, false, true",
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0, 64000, BUDGET, ONE, true, true",
        "anthropic/claude-haiku-4.5, 64000, BUDGET, ONE, true, true",
        "claude-sonnet-4-6, 64000, ADAPTIVE, ONE, true, false",
        "claude-opus-4-7, 64000, ADAPTIVE_HIDDEN, NEITHER, true, false",
        "claude-sonnet-5, 64000, ADAPTIVE_DEFAULT, NEITHER, true, false",
        "claude-sonnet-5-5, 64000, ADAPTIVE_ALWAYS, NEITHER, true, false",
        "claude-fable-5, 64000, ADAPTIVE_ALWAYS, NEITHER, true, false",
        "claude-mythos-preview, 64000, ADAPTIVE_ALWAYS, NEITHER, true, false",
        "claude-2.1, 4096, NEVER, BOTH, false, true",
        "Claude-3-Haiku, 4096, NEVER, BOTH, false, true",
        "anthropic.claude-3-haiku-20240307-v1:0, 4096, NEVER, BOTH, false, true",
        "us.anthropic.claude-opus-4-20250514-v1:0, 32000, BUDGET, BOTH, false, true",
        "claude-opus-4@20250514, 32000, BUDGET, BOTH, false, true",
        "claude-4-opus-20250514, 32000, BUDGET, BOTH, false, true",
        "claude-4-sonnet-20250514, 64000, BUDGET, BOTH, false, true",
        "claude-opus-4-5-20251101, 64000, BUDGET, ONE, true, true",
        "claude-opus-4-10, 64000, ADAPTIVE_HIDDEN, NEITHER, true, false",
        "claude-next, 64000, ADAPTIVE_ALWAYS, NEITHER, true, false",
        "kimi-k2, 8192, BUDGET, BOTH, false, true"
    })
    void aModelsTraitsAreReadOffItsName(
            String name,
            int maxTokens,
            ModelTraits.Thinking thinking,
            ModelTraits.Sampling sampling,
            boolean format,
            boolean prefill) {
        assertThat(ModelTraits.of(NativeDialects.models("remote::anthropic", "").traits(name)))
                .isEqualTo(new ModelTraits(maxTokens, thinking, sampling, format, prefill));
    }

    @Test
    void aModelThatDoesNotGoOnWithItsOwnWordsIsNotAskedTo() {
        ChatCompletionRequest request = request(
                List.of(new Message.User(HELLO), new Message.Assistant(HELLO, StopReason.END_OF_TURN, List.of())));

        assertThatThrownBy(() -> DIALECT.encode(request.withModel("claude-opus-4-6")))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.param()).isEqualTo("messages[1]"));
        assertThat(DIALECT.encode(request.withModel("claude-sonnet-4-5")).notCarried())
                .isEmpty();
    }

    @Test
    void theWordsOfTheTypeAreThoseOfTheDialect() {
        assertThat(NativeDialects.words("remote::anthropic", "thinking"))
                .isEqualTo(words(ModelTraits.Thinking.values()));
        assertThat(NativeDialects.words("remote::anthropic", "sampling"))
                .isEqualTo(words(ModelTraits.Sampling.values()));
    }

    private static List<String> words(Enum<?>[] constants) {
        return Stream.of(constants)
                .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    @Test
    void aModelThatCameLaterIsARowOfTheUsersFile() {
        ModelTable models = NativeDialects.models(
                "remote::anthropic",
                "model_traits: [{models: \"claude-next.*\", sampling: both}, {models: claude-next-9, max_tokens: 7}]");

        assertThat(ModelTraits.of(models.traits("claude-next-9")))
                .isEqualTo(new ModelTraits(
                        7, ModelTraits.Thinking.ADAPTIVE_ALWAYS, ModelTraits.Sampling.BOTH, true, false));
        assertThat(models.traits("claude-opus-4-1"))
                .isEqualTo(NativeDialects.models("remote::anthropic", "").traits("claude-opus-4-1"));
    }

    private static ProviderException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    private static ChatCompletionResponse answer(String content, String stopReason) {
        return answer("{\"content\":%s,\"stop_reason\":\"%s\"}".formatted(content, stopReason));
    }

    private static ChatCompletionResponse answer(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return DIALECT.decode(bytes, bytes.length, request(List.of()));
    }

    private static void stream(String stream) {
        GoldenTest.read(stream.getBytes(UTF_8), request(List.of()));
    }

    private static JsonNode encode(ChatCompletionRequest request) throws IOException {
        return Json.MAPPER.readTree(DIALECT.encode(request).body());
    }

    private static ChatCompletionRequest request(List<Message> messages) {
        return ChatCompletionRequest.of("claude-sonnet-4-5", messages);
    }

    private static ChatCompletionRequest image(ImageSource source) {
        return request(List.of(new Message.User(new InterleavedContent.Items(List.of(new ContentItem.Image(source))))));
    }

    private static ChatCompletionRequest effort(List<Message> messages, String effort) {
        return with(
                request(messages),
                List.of(),
                SamplingParams.DEFAULT,
                null,
                new RequestExtensions(null, null, null, Map.of(), null, null, effort));
    }

    private static ChatCompletionRequest format(ChatCompletionRequest request, ResponseFormat format) {
        return with(request, List.of(), SamplingParams.DEFAULT, format, RequestExtensions.NONE);
    }

    private static ChatCompletionRequest sampling(SamplingParams params) {
        return with(request(List.of(new Message.User(HELLO))), List.of(), params, null, RequestExtensions.NONE);
    }

    private static ChatCompletionRequest tools(List<ToolDefinition> tools) {
        return with(
                request(List.of(new Message.User(HELLO))), tools, SamplingParams.DEFAULT, null, RequestExtensions.NONE);
    }

    private static ChatCompletionRequest with(
            ChatCompletionRequest request,
            List<ToolDefinition> tools,
            SamplingParams params,
            @Nullable ResponseFormat format,
            RequestExtensions extensions) {
        return new ChatCompletionRequest(
                request.model(),
                request.messages(),
                params,
                tools,
                ToolConfig.DEFAULT,
                format,
                false,
                null,
                extensions);
    }
}
