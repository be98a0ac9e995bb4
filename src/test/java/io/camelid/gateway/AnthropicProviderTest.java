package io.camelid.gateway;

import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import io.camelid.dialect.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's clients before Anthropic's Messages API: every feature, through the gateway as shipped. */
class AnthropicProviderTest {

    private static final String CHAT = "/v1/chat/completions";

    private static StubProvider stub;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        stub = AnthropicStub.start();
        gateway = AnthropicStub.gateway(stub);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    @Test
    void aQuestionIsAnswered() {
        HttpResponse<String> got = ask("text", "");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(json(got.body()).at("/choices/0/message/content").textValue())
                .isEqualTo("Hello there.");
        assertThat(json(got.body()).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(json(got.body()).path("model").textValue()).isEqualTo("sonnet");
        assertThat(got.headers().firstValue("x-camelid-provider")).contains("claude");
        assertThat(got.headers().firstValue("x-camelid-upstream-model")).contains("claude-sonnet-4-5");
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
        assertThat(json(stub.last().text())).isEqualTo(json("""
                {"model":"claude-sonnet-4-5","max_tokens":64000,
                 "messages":[{"role":"user","content":[{"type":"text","text":"text"}]}]}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                ",\"top_k\":5 | 5 | -",
                ",\"top_k\":-1 | - | top_k",
                ",\"top_k\":5,\"temperature\":0.5 | 5 | -",
                ",\"top_k\":5,\"temperature\":0 | - | top_k",
                ",\"top_k\":5,\"reasoning_effort\":\"high\" | - | top_k"
            })
    void aTopKGoesUnlessTheModelTakesNone(String members, String sent, String lost) {
        HttpResponse<String> got = ask("text", members);

        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        assertThat(json(stub.last().text()).path("top_k").asText("-")).isEqualTo(sent);
        assertThat(got.headers().firstValue("x-camelid-not-carried").orElse("-"))
                .isEqualTo(lost);
    }

    @Test
    void whatTheGatewayDoesNotTranslateIsItsOwnLimit() {
        OpenAiError.of(gateway.post("/v1/chat/completions", """
                        {"model":"sonnet","messages":[{"role":"user","content":[{"type":"video_url"}]}]}"""))
                .is(400, "invalid_request_error", null)
                .blames("messages[0].content[0].type")
                .says("gateway translates no other");
    }

    @Test
    void usageCountsTheCacheAndTheThoughts() {
        assertThat(json(ask("text", "").body()).path("usage")).isEqualTo(json("""
                {"prompt_tokens":1157,"completion_tokens":142,"total_tokens":1299,
                 "prompt_tokens_details":{"cached_tokens":20,"cache_write_tokens":1135},
                 "completion_tokens_details":{"reasoning_tokens":67}}
                """));
    }

    @Test
    void aStreamEndsWithItsUsageAndDone() {
        HttpResponse<String> got = ask("text", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        List<String> data = Sse.data(got);
        List<JsonNode> chunks =
                data.subList(0, data.size() - 1).stream().map(Sse::json).toList();

        assertThat(data.getLast()).isEqualTo("[DONE]");
        assertThat(told(chunks, "/choices/0/delta/content")).isEqualTo("Grüß dich 🐫");
        assertThat(told(chunks, "/choices/0/finish_reason")).isEqualTo("stop");
        assertThat(chunks.getLast().at("/usage/total_tokens").intValue()).isEqualTo(26);
    }

    @Test
    void thoughtsAreToldApart() {
        assertThat(json(ask("thoughts", "").body())
                        .at("/choices/0/message/reasoning_content")
                        .textValue())
                .isEqualTo("A greeting.");
        assertThat(told(chunks("thoughts", ""), "/choices/0/delta/reasoning_content"))
                .isEqualTo("Hmmm.");
    }

    @Test
    void signedThoughtsReachTheProviderAgainAsItGaveThem() {
        JsonNode whole = json(ask("thoughts", "").body()).at("/choices/0/message");
        JsonNode streamed =
                Json.MAPPER.createObjectNode().put("role", "assistant").put("content", "Hello");
        chunks("thoughts", "")
                .forEach(chunk -> chunk.at("/choices/0/delta/reasoning_details")
                        .forEach(it -> ((ObjectNode) streamed)
                                .withArrayProperty("reasoning_details")
                                .add(it)));

        assertThat(sentAgain(whole)).isEqualTo(json("""
                [{"type":"thinking","thinking":"A greeting.","signature":"c2ln"},
                 {"type":"redacted_thinking","data":"aGlkZGVu"},
                 {"type":"thinking","thinking":"","signature":"b25seQ=="},
                 {"type":"text","text":"Hello"}]
                """));
        assertThat(sentAgain(streamed)).isEqualTo(json("""
                [{"type":"thinking","thinking":"Hmmm.","signature":"c2ln"},
                 {"type":"redacted_thinking","data":"aGlkZGVu"},
                 {"type":"text","text":"Hello"}]
                """));
    }

    /** What the provider gets of an answer that a client sends back. */
    private static JsonNode sentAgain(JsonNode message) {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model":"sonnet","messages":[{"role":"user","content":"Hi"},%s,{"role":"user","content":"text"}]}
                """.formatted(message));
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
        return json(stub.last().text()).at("/messages/1/content");
    }

    @Test
    void aCallThatBreaksOffForWantOfTokensIsToldAsFarAsItWent() {
        List<JsonNode> chunks = chunks("call-cut-by-length", "");

        assertThat(arguments(chunks, 0)).isEqualTo("{\"city\": \"Ro");
        assertThat(told(chunks, "/choices/0/delta/content")).isEmpty();
    }

    @Test
    void parallelCallsAreToldWholeAndInPieces() {
        String tools = ",\"tools\":[" + tool("weather") + "," + tool("clock") + "]";
        JsonNode whole = json(ask("parallel-calls", tools).body());
        List<JsonNode> chunks = chunks("parallel-calls-after-text", tools);

        assertThat(whole.at("/choices/0/finish_reason").textValue()).isEqualTo("tool_calls");
        assertThat(whole.at("/choices/0/message/tool_calls").findValuesAsText("name"))
                .containsExactly("weather", "clock");
        assertThat(told(chunks, "/choices/0/finish_reason")).isEqualTo("tool_calls");
        assertThat(arguments(chunks, 0)).isEqualTo("{\"city\": \"Rome\"}");
        assertThat(arguments(chunks, 1)).isEqualTo("{}");
        assertThat(json(stub.last().text()).path("tools").findValuesAsText("name"))
                .containsExactly("weather", "clock");
    }

    @Test
    void resultsGoBackInOneTurn() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model":"sonnet","tools":[%s],"messages":[
                 {"role":"user","content":"Rome?"},
                 {"role":"assistant","content":null,"tool_calls":[
                  {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}},
                  {"id":"call_2","type":"function","function":{"name":"weather","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"call_1","content":"Sunny"},
                 {"role":"tool","tool_call_id":"call_2","content":"Rain"}]}
                """.formatted(tool("weather")));

        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        assertThat(json(stub.last().text()).at("/messages/2")).isEqualTo(json("""
                {"role":"user","content":[
                 {"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"Sunny"}]},
                 {"type":"tool_result","tool_use_id":"call_2","content":[{"type":"text","text":"Rain"}]}]}
                """));
    }

    @Test
    void anImageIsSentByItsBytes() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model":"sonnet","messages":[{"role":"user","content":[
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,R0lGODlhAQABAAAAACw="}},
                 {"type":"text","text":"text"}]}]}
                """);

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(json(stub.last().text()).at("/messages/0/content/0/source")).isEqualTo(json("""
                {"type":"base64","media_type":"image/gif","data":"R0lGODlhAQABAAAAACw="}
                """));
    }

    @ParameterizedTest
    @CsvSource({"stop-sequence, stop", "length, length", "refusal, content_filter", "pause, stop"})
    void anAnswerEndsForTheReasonTold(String wish, String reason) {
        assertThat(json(ask(wish, ",\"stop\":[\"three\"],\"max_tokens\":9").body())
                        .at("/choices/0/finish_reason")
                        .textValue())
                .isEqualTo(reason);
        assertThat(json(stub.last().text()).path("stop_sequences").toString()).isEqualTo("[\"three\"]");
        assertThat(json(stub.last().text()).path("max_tokens").intValue()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"length, length", "refusal, content_filter", "call-cut-by-length, length"})
    void aStreamEndsForTheReasonTold(String wish, String reason) {
        assertThat(told(chunks(wish, ""), "/choices/0/finish_reason")).isEqualTo(reason);
    }

    @Test
    void aSchemaHoldsTheAnswer() {
        HttpResponse<String> got = ask("text", """
                ,"response_format":{"type":"json_schema","json_schema":{"name":"it","strict":true,
                 "schema":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}}}
                """);

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(json(stub.last().text()).at("/output_config/format/type").textValue())
                .isEqualTo("json_schema");
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
    }

    @Test
    void anAnswerInJsonIsTextThoughTheProviderCallsATool() {
        String json = ",\"response_format\":{\"type\":\"json_object\"}";

        assertThat(json(ask("json-by-tool", json).body()).at("/choices/0")).isEqualTo(json("""
                {"index":0,"message":{"role":"assistant","content":"{\\"a\\":1}","refusal":null},
                 "logprobs":null,"finish_reason":"stop"}
                """));
        assertThat(told(chunks("json-by-tool", json), "/choices/0/delta/content"))
                .isEqualTo("{\"a\": 1}");
    }

    @Test
    void severalChoicesAreSeveralQuestions() {
        assertThat(json(ask("text", ",\"n\":2").body()).path("choices").size()).isEqualTo(2);
    }

    @Test
    void whatIsNotCarriedIsNamedAsTheClientNamedIt() {
        HttpResponse<String> got = ask("text", ",\"seed\":7,\"temperature\":1.5,\"logit_bias\":{\"1\":2}");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).contains("temperature,seed,logit_bias");
    }

    @ParameterizedTest
    @CsvSource({
        "404, 404, model: claude-sonnet-4-5",
        "version, 400, anthropic-version: 2023-06-01 is not a valid version",
        "413, 413, Request exceeds the maximum size",
        "429, 429, Too fast",
        "500, 502, Internal server error",
        "529, 503, Overloaded",
        "page, 502, The provider answered with status 502 and an HTML page."
    })
    void anErrorKeepsItsWords(String wish, int status, String message) {
        for (String stream : List.of("", ",\"stream\":true")) {
            HttpResponse<String> got = ask(wish, stream);

            assertThat(got.statusCode()).isEqualTo(status);
            assertThat(json(got.body()).at("/error/message").textValue()).isEqualTo(message);
        }
    }

    @Test
    void retryHintsAndLimitsReachTheClientUnderTheNamesItKnows() {
        HttpHeaders headers = ask("429", "").headers();

        assertThat(headers.firstValue("retry-after")).contains("17");
        assertThat(headers.firstValue("x-ratelimit-limit-requests")).contains("50");
        assertThat(headers.firstValue("x-ratelimit-reset-requests")).contains("0s");
        assertThat(headers.map().keySet()).noneMatch(name -> name.startsWith("anthropic"));
    }

    @Test
    void aRequestTheProviderRefusesIsRefusedInItsWords() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model":"sonnet","messages":[{"role":"tool","tool_call_id":"c","content":"1"},{"role":"user","content":"text"}]}
                """);

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(json(got.body()).at("/error/message").textValue())
                .contains("tool_result blocks answer [c] and not []");
        assertThat(json(got.body()).at("/error/type").textValue()).isEqualTo("invalid_request_error");
    }

    @Test
    void aWrongKeyIsTheProvidersError() {
        HttpResponse<String> got = chat("wrong/claude-haiku-4-5", "text", "");

        assertThat(got.statusCode()).isEqualTo(401);
        assertThat(got.body()).contains("invalid x-api-key").doesNotContain("sk-other");
    }

    @Test
    void aRequestsOwnKeyWins() {
        HttpResponse<String> got = gateway.post(
                CHAT,
                "{\"model\":\"wrong/claude-haiku-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"text\"}]}",
                "X-LlamaStack-Provider-Data",
                "{\"anthropic_api_key\":\"" + AnthropicStub.KEY + "\"}");

        assertThat(got.statusCode()).isEqualTo(200);
    }

    @Test
    void aCallWithoutAKeyNamesTheSetting() {
        HttpResponse<String> got = chat("keyless/claude-haiku-4-5", "text", "");

        assertThat(got.statusCode()).isEqualTo(401);
        assertThat(got.body()).contains("config.api_key").contains("anthropic_api_key");
    }

    @Test
    void anOverloadBeforeTheFirstWordIsAnOrdinaryError() {
        HttpResponse<String> got = ask("overloaded-at-once", ",\"stream\":true");

        assertThat(got.statusCode()).isEqualTo(503);
        assertThat(json(got.body()).at("/error/message").textValue()).isEqualTo("Overloaded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void anErrorUnderAGoodStatusIsTheProvidersOwn(String stream) {
        OpenAiError.of(ask("invalid-under-200", stream))
                .is(400, "invalid_request_error", null)
                .says("Too many words");
    }

    @ParameterizedTest
    @CsvSource({"overloaded-later", "broken-off"})
    void aStreamThatFailsSaysSoAndHasNoEnd(String wish) {
        List<String> data = Sse.data(ask(wish, ",\"stream\":true"));

        assertThat(data).anyMatch(it -> it.contains("\"Hel\"")).doesNotContain("[DONE]");
        assertThat(json(data.getLast()).at("/error/type").textValue()).isEqualTo("api_error");
        assertThat(data).noneMatch(it -> it.contains("\"finish_reason\":\"stop\""));
    }

    @Test
    void completionsAreRefusedByName() {
        HttpResponse<String> got = gateway.post("/v1/completions", "{\"model\":\"sonnet\",\"prompt\":\"Hi\"}");

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(json(got.body()).at("/error/code").textValue()).isEqualTo("unsupported");
    }

    @Test
    void theLlamaStackDoorIsServedToo() {
        HttpResponse<String> got = gateway.post("/v1/inference/chat-completion", """
                {"model_id":"sonnet","messages":[{"role":"user","content":"text"}]}
                """);

        assertThat(json(got.body()).at("/completion_message/content").textValue())
                .isEqualTo("Hello there.");
        assertThat(json(stub.last().text()).path("temperature").intValue()).isZero();
    }

    private static HttpResponse<String> ask(String wish, String more) {
        return chat("sonnet", wish, more);
    }

    private static HttpResponse<String> chat(String model, String wish, String more) {
        return gateway.post(
                CHAT,
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                        .formatted(model, wish, more));
    }

    private static List<JsonNode> chunks(String wish, String more) {
        return Sse.data(ask(wish, ",\"stream\":true" + more)).stream()
                .filter(it -> !it.equals("[DONE]"))
                .map(Sse::json)
                .toList();
    }

    /** All texts at one place of the chunks, joined. */
    private static String told(List<JsonNode> chunks, String pointer) {
        return chunks.stream()
                .map(it -> it.at(pointer))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .collect(Collectors.joining());
    }

    private static String arguments(List<JsonNode> chunks, int index) {
        return chunks.stream()
                .flatMap(it -> it.at("/choices/0/delta/tool_calls").valueStream())
                .filter(it -> it.path("index").intValue() == index)
                .map(it -> it.at("/function/arguments").asText())
                .collect(Collectors.joining());
    }

    private static String tool(String name) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"%s\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}"
                .formatted(name);
    }
}
