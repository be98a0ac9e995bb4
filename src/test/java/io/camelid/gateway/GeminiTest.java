package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import io.camelid.dialect.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The native Gemini API behind the OpenAI door. */
class GeminiTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{}}}},
            {"type":"function","function":{"name":"add"}},{"type":"function","function":{"name":"lookup"}}]""";

    private static final GeminiStub ANSWERS = new GeminiStub();
    private static final StubProvider STUB = new StubProvider(ANSWERS);
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = start("api_key: %s,".formatted(GeminiStub.KEY), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        STUB.close();
    }

    private static Gateway start(String key, Map<String, String> settings) {
        return Gateway.start("""
                providers:
                  inference:
                  - {provider_id: gemini, provider_type: "remote::gemini", config: {%s base_url: "%s"}}
                models:
                - {model_id: flash, provider_id: gemini, provider_model_id: gemini-3-flash-preview}
                """.formatted(key, STUB.baseUrl().replace("/v1", "")), settings);
    }

    @Test
    void aTextArrivesWithItsUsage() {
        ANSWERS.answers("answers/text");

        HttpResponse<String> got = chat("");

        assertThat(STUB.last().path()).isEqualTo("/v1beta/models/gemini-3-flash-preview:generateContent");
        assertThat(STUB.last().headers()).containsEntry("x-goog-api-key", GeminiStub.KEY);
        assertThat(json(got).at("/choices/0/message/content").textValue()).isEqualTo("Hello, wörld.");
        assertThat(json(got).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(json(got).get("model").textValue()).isEqualTo("flash");
        assertThat(json(got).at("/usage/total_tokens").intValue()).isEqualTo(10);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
    }

    @Test
    void cacheAndThoughtTokensAreTold() {
        ANSWERS.answers("answers/cached-and-tool-tokens");

        JsonNode usage = json(chat("")).get("usage");

        assertThat(usage.at("/prompt_tokens").intValue()).isEqualTo(111);
        assertThat(usage.at("/prompt_tokens_details/cached_tokens").intValue()).isEqualTo(80);
        assertThat(usage.at("/completion_tokens").intValue()).isEqualTo(12);
        assertThat(usage.at("/completion_tokens_details/reasoning_tokens").intValue())
                .isEqualTo(7);
    }

    @Test
    void aStreamArrivesPieceByPiece() {
        ANSWERS.answers("streams/text");

        HttpResponse<String> got = chat("\"stream\":true,\"stream_options\":{\"include_usage\":true},");

        assertThat(STUB.last().path()).endsWith(":streamGenerateContent?alt=sse");
        assertThat(chunks(got).stream()
                        .map(it -> it.at("/choices/0/delta/content").asText())
                        .collect(Collectors.joining("|")))
                .contains("Hel|lo, wörld|.");
        assertThat(chunks(got).getLast().at("/usage/total_tokens").intValue()).isEqualTo(12);
        assertThat(got.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void thoughtsAreToldToWhoAskedForThem() {
        ANSWERS.answers("answers/thought-and-signed-call");

        JsonNode got = json(chat("\"reasoning_effort\":\"medium\"," + TOOLS + ","));

        assertThat(sent().at("/generationConfig/thinkingConfig"))
                .isEqualTo(tree("{\"thinkingLevel\":\"medium\",\"includeThoughts\":true}"));
        assertThat(got.at("/choices/0/message/reasoning_content").textValue()).isEqualTo("**Plan**\n\nAdd.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallComesBackSignedInTheNextTurn(boolean stream) {
        ANSWERS.answers(stream ? "streams/thought-then-signed-call" : "answers/thought-and-signed-call");
        HttpResponse<String> got = chat(TOOLS + ",\"stream\":" + stream + ",");
        JsonNode call = stream ? streamedCall(chunks(got)) : json(got).at("/choices/0/message/tool_calls/0");
        String finish = stream
                ? chunks(got).getLast().at("/choices/0/finish_reason").textValue()
                : json(got).at("/choices/0/finish_reason").textValue();
        assertThat(finish).isEqualTo("tool_calls");

        ANSWERS.answers("answers/text");
        String next = """
                {"model":"flash",%s,"messages":[{"role":"user","content":"Go."},
                {"role":"assistant","content":null,"tool_calls":[%s]},
                {"role":"tool","tool_call_id":"%s","content":"42"}]}""".formatted(TOOLS, call, call.get("id").textValue());

        assertThat(gateway.post(CHAT, next).statusCode()).isEqualTo(200);
        JsonNode parts = sent().at("/contents/1/parts");
        assertThat(parts.at("/0/thoughtSignature").textValue()).isEqualTo("c2ln");
        assertThat(parts.at("/0/functionCall/id").textValue())
                .isEqualTo(call.get("id").textValue());
        assertThat(sent().at("/contents/2/parts/0/functionResponse/response")).isEqualTo(tree("{\"output\":\"42\"}"));
    }

    @ParameterizedTest
    @CsvSource({"answers/parallel-calls, false", "streams/parallel-calls, true"})
    void parallelCallsKeepTheirPlaces(String fixture, boolean stream) {
        ANSWERS.answers(fixture);

        HttpResponse<String> got = chat(TOOLS + ",\"stream\":" + stream + ",");

        List<String> names = stream
                ? chunks(got).stream()
                        .map(it -> it.at("/choices/0/delta/tool_calls/0"))
                        .filter(it -> it.has("id"))
                        .map(it -> it.get("index") + it.at("/function/name").textValue())
                        .toList()
                : json(got)
                        .at("/choices/0/message/tool_calls")
                        .valueStream()
                        .map(it -> it.at("/function/name").textValue())
                        .toList();
        assertThat(names).isEqualTo(stream ? List.of("0a", "1b", "2a") : List.of("a", "b", "c"));
    }

    @Test
    void resultsOfParallelCallsGoTogether() {
        ANSWERS.answers("answers/text");
        String calls = List.of("c1", "c2").stream()
                .map(
                        "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}}"
                                ::formatted)
                .collect(Collectors.joining(","));

        HttpResponse<String> got = gateway.post(CHAT, """
                {"model":"flash",%s,"messages":[{"role":"user","content":"Go."},
                {"role":"assistant","tool_calls":[%s]},
                {"role":"tool","tool_call_id":"c1","content":"1"},{"role":"tool","tool_call_id":"c2","content":"2"}]}""".formatted(TOOLS, calls));

        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        assertThat(sent().at("/contents/2/parts")).hasSize(2);
    }

    @Test
    void anImageGoesWithItsMediaType() {
        ANSWERS.answers("answers/text");

        HttpResponse<String> got = gateway.post(CHAT, """
                {"model":"flash","messages":[{"role":"user","content":[{"type":"text","text":"What?"},
                {"type":"image_url","image_url":{"url":"data:image/webp;base64,UklGRg=="}}]}]}""");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(sent().at("/contents/0/parts/1/inlineData"))
                .isEqualTo(tree("{\"mimeType\":\"image/webp\",\"data\":\"UklGRg==\"}"));
    }

    @Test
    void stopWordsAndLengthGoAndTheReasonComes() {
        ANSWERS.answers("answers/out-of-tokens");

        JsonNode got = json(chat("\"stop\":[\"END\"],\"max_tokens\":91,"));

        assertThat(sent().at("/generationConfig/stopSequences/0").textValue()).isEqualTo("END");
        assertThat(sent().at("/generationConfig/maxOutputTokens").intValue()).isEqualTo(91);
        assertThat(got.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
    }

    @ParameterizedTest
    @CsvSource({
        "answers/withheld, false",
        "answers/prompt-blocked, false",
        "streams/withheld-in-the-middle, true",
        "streams/prompt-blocked, true"
    })
    void whatIsWithheldIsFiltered(String fixture, boolean stream) {
        ANSWERS.answers(fixture);

        HttpResponse<String> got = chat("\"stream\":" + stream + ",");

        JsonNode last = stream ? chunks(got).getLast() : json(got);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(last.at("/choices/0/finish_reason").textValue()).isEqualTo("content_filter");
    }

    @Test
    void aSchemaGoesUntouched() {
        ANSWERS.answers("answers/text");
        String schema = "{\"type\":\"object\",\"properties\":{\"x\":{\"$ref\":\"#/$defs/y\"}},\"$defs\":{\"y\":{}}}";

        chat("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"strict\":true,\"schema\":"
                + schema + "}},");

        assertThat(sent().at("/generationConfig/responseMimeType").textValue()).isEqualTo("application/json");
        assertThat(sent().at("/generationConfig/responseJsonSchema")).isEqualTo(tree(schema));
    }

    @Test
    void severalChoicesAreAskedForOneByOne() {
        ANSWERS.answers("answers/text");

        JsonNode got = json(chat("\"n\":2,"));

        assertThat(got.get("choices")).hasSize(2);
        assertThat(got.at("/usage/prompt_tokens").intValue()).isEqualTo(7);
        assertThat(got.at("/usage/completion_tokens").intValue()).isEqualTo(6);
    }

    @Test
    void whatIsNotCarriedIsToldOrRefused() {
        ANSWERS.answers("answers/text");
        String asked = "\"user\":\"alice\",\"logit_bias\":{\"1\":1},";

        assertThat(chat(asked).headers().firstValue("x-camelid-not-carried")).contains("logit_bias,user");
        try (Gateway strict = start("api_key: k,", Map.of("camelid.lossy", "reject"))) {
            HttpResponse<String> got = strict.post(CHAT, request(asked));
            assertThat(got.statusCode()).isEqualTo(400);
            assertThat(json(got).at("/error/code").textValue()).isEqualTo("unsupported");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, 400",
        "401, UNAUTHENTICATED, 401",
        "403, PERMISSION_DENIED, 403",
        "404, NOT_FOUND, 404",
        "500, INTERNAL, 502",
        "503, UNAVAILABLE, 503",
        "529, OVERLOADED, 503"
    })
    void anErrorKeepsItsWords(int status, String word, int told) {
        for (boolean stream : List.of(false, true)) {
            ANSWERS.fails(status, word, "Because of " + word, "");

            HttpResponse<String> got = chat("\"stream\":" + stream + ",");

            assertThat(got.statusCode()).isEqualTo(told);
            assertThat(json(got).at("/error/message").textValue()).isEqualTo("Because of " + word);
            assertThat(json(got).at("/error/type").textValue()).isEqualTo(told < 500 ? word : "api_error");
        }
    }

    @Test
    void aBadKeyIsToldByItsReason() {
        ANSWERS.fails(400, "INVALID_ARGUMENT", "API key not valid.", """
                {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}""");

        assertThat(json(chat("")).at("/error/code").textValue()).isEqualTo("API_KEY_INVALID");
    }

    @Test
    void theHintInAQuotaErrorBecomesRetryAfter() {
        ANSWERS.fails(429, "RESOURCE_EXHAUSTED", "Quota.", """
                {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.07s"}""");

        HttpResponse<String> got = chat("");

        assertThat(got.statusCode()).isEqualTo(429);
        assertThat(got.headers().firstValue("retry-after")).contains("35");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"failed-error-in-the-middle", "failed-malformed-call", "failed-not-json", "failed-broken-off"})
    void aFailureInTheMiddleIsTheStreamsLastEvent(String fixture) {
        ANSWERS.answers("streams/" + fixture);

        HttpResponse<String> got = chat("\"stream\":true,");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(chunks(got).getLast().has("error")).isTrue();
        assertThat(got.body()).contains("Once").doesNotContain("[DONE]").doesNotContain("finish_reason\":\"");
    }

    @ParameterizedTest
    @CsvSource({"failed-error-first, 429", "failed-empty, 502", "failed-html, 502"})
    void aFailureBeforeTheFirstEventIsAnOrdinaryError(String fixture, int status) {
        ANSWERS.answers("streams/" + fixture);

        HttpResponse<String> got = chat("\"stream\":true,");

        assertThat(got.statusCode()).isEqualTo(status);
        assertThat(json(got).has("error")).isTrue();
    }

    @Test
    void aConnectionThatBreaksIsAnErrorEvent() {
        ANSWERS.does((request, connection) -> {
            connection.beginStream();
            connection.send("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Once\"}]}}]}\r\n\r\n");
            connection.reset();
        });

        HttpResponse<String> got = chat("\"stream\":true,");

        assertThat(got.body()).doesNotContain("[DONE]").doesNotContain("finish_reason\":\"");
        assertThat(json(got.statusCode() == 200 ? chunks(got).getLast().toString() : got.body())
                        .has("error"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"completions, prompt", "embeddings, input"})
    void anEndpointItHasNotIsRefusedByName(String endpoint, String field) {
        HttpResponse<String> got =
                gateway.post("/v1/" + endpoint, "{\"model\":\"gemini/any\",\"%s\":\"Once\"}".formatted(field));

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(json(got).at("/error/code").textValue()).isEqualTo("unsupported");
        assertThat(json(got).at("/error/message").textValue())
                .containsIgnoringCase("gemini")
                .contains("/" + endpoint);
    }

    @Test
    void aKeyMayComeWithTheRequestAndIsNeeded() {
        ANSWERS.answers("answers/text");
        try (Gateway keyless = start("", Map.of())) {
            HttpResponse<String> refused = keyless.post(CHAT, request(""));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("gemini_api_key").contains("config.api_key");

            keyless.post(CHAT, request(""), "X-LlamaStack-Provider-Data", "{\"gemini_api_key\":\"mine\"}");
            assertThat(STUB.last().headers()).containsEntry("x-goog-api-key", "mine");
        }
    }

    @Test
    void aModelNobodyListedIsReachedByItsProvider() {
        ANSWERS.answers("answers/text");

        gateway.post(CHAT, request("").replace("\"flash\"", "\"gemini/tunedModels/my-own\""));

        assertThat(STUB.last().path()).isEqualTo("/v1beta/tunedModels/my-own:generateContent");
    }

    private static HttpResponse<String> chat(String fields) {
        return gateway.post(CHAT, request(fields));
    }

    private static String request(String fields) {
        return "{" + fields + "\"model\":\"flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    private static JsonNode streamedCall(List<JsonNode> chunks) {
        List<JsonNode> deltas = chunks.stream()
                .map(it -> it.at("/choices/0/delta/tool_calls/0"))
                .filter(it -> !it.isMissingNode())
                .toList();
        String arguments =
                deltas.stream().map(it -> it.at("/function/arguments").asText()).collect(Collectors.joining());
        ObjectNode call = deltas.getFirst().deepCopy();
        ((ObjectNode) call.get("function")).put("arguments", arguments);
        return call.without("index");
    }

    private static List<JsonNode> chunks(HttpResponse<String> got) {
        return got.body()
                .lines()
                .filter(it -> it.startsWith("data: {"))
                .map(it -> tree(it.substring(6)))
                .toList();
    }

    private static JsonNode sent() {
        return tree(STUB.last().text());
    }

    private static JsonNode json(HttpResponse<String> got) {
        return tree(got.body());
    }

    private static JsonNode json(String text) {
        return tree(text);
    }

    private static JsonNode tree(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
