package io.camelid.gateway;

import static io.camelid.gateway.GeminiGateway.chunks;
import static io.camelid.gateway.GeminiGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of the native Gemini API, as a client of the OpenAI door sees them. */
class GeminiTest {

    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{}}}},
            {"type":"function","function":{"name":"add"}},{"type":"function","function":{"name":"lookup"}}]""";

    private static final GeminiGateway GEMINI = new GeminiGateway();

    @AfterAll
    static void stop() {
        GEMINI.close();
    }

    @Test
    void aTextArrivesWithItsUsage() {
        GEMINI.provider().answers("answers/text");

        HttpResponse<String> got = GEMINI.chat("");

        assertThat(GEMINI.last().path()).isEqualTo("/v1beta/models/gemini-3-flash-preview:generateContent");
        assertThat(GEMINI.last().headers()).containsEntry("x-goog-api-key", GeminiStub.KEY);
        assertThat(json(got).at("/choices/0/message/content").textValue()).isEqualTo("Hello, wörld.");
        assertThat(json(got).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(json(got).get("model").textValue()).isEqualTo("flash");
        assertThat(json(got).at("/usage/total_tokens").intValue()).isEqualTo(10);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
    }

    @Test
    void cacheAndThoughtTokensAreTold() {
        GEMINI.provider().answers("answers/cached-and-tool-tokens");

        JsonNode usage = json(GEMINI.chat("")).get("usage");

        assertThat(usage.at("/prompt_tokens").intValue()).isEqualTo(111);
        assertThat(usage.at("/prompt_tokens_details/cached_tokens").intValue()).isEqualTo(80);
        assertThat(usage.at("/completion_tokens").intValue()).isEqualTo(12);
        assertThat(usage.at("/completion_tokens_details/reasoning_tokens").intValue())
                .isEqualTo(7);
    }

    @Test
    void aStreamArrivesPieceByPiece() {
        GEMINI.provider().answers("streams/text");

        HttpResponse<String> got = GEMINI.chat("\"stream\":true,\"stream_options\":{\"include_usage\":true},");

        assertThat(GEMINI.last().path()).endsWith(":streamGenerateContent?alt=sse");
        assertThat(chunks(got).stream()
                        .map(it -> it.at("/choices/0/delta/content").asText())
                        .collect(Collectors.joining("|")))
                .contains("Hel|lo, wörld|.");
        assertThat(chunks(got).getLast().at("/usage/total_tokens").intValue()).isEqualTo(12);
        assertThat(got.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void thoughtsAreToldToWhoAskedForThem() {
        GEMINI.provider().answers("answers/thought-and-signed-call");

        JsonNode got = json(GEMINI.chat("\"reasoning_effort\":\"medium\"," + TOOLS + ","));

        assertThat(GEMINI.sent().at("/generationConfig/thinkingConfig"))
                .isEqualTo(Sse.json("{\"thinkingLevel\":\"medium\",\"includeThoughts\":true}"));
        assertThat(got.at("/choices/0/message/reasoning_content").textValue()).isEqualTo("**Plan**\n\nAdd.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallComesBackSignedInTheNextTurn(boolean stream) {
        GEMINI.provider().answers(stream ? "streams/thought-then-signed-call" : "answers/thought-and-signed-call");
        HttpResponse<String> got = GEMINI.chat(TOOLS + ",\"stream\":" + stream + ",");
        JsonNode call = stream ? streamedCall(chunks(got)) : json(got).at("/choices/0/message/tool_calls/0");
        String finish = stream
                ? chunks(got).getLast().at("/choices/0/finish_reason").textValue()
                : json(got).at("/choices/0/finish_reason").textValue();
        assertThat(finish).isEqualTo("tool_calls");

        GEMINI.provider().answers("answers/text");
        String next = """
                {"model":"flash",%s,"messages":[{"role":"user","content":"Go."},
                {"role":"assistant","content":null,"tool_calls":[%s]},
                {"role":"tool","tool_call_id":"%s","content":"42"}]}""".formatted(TOOLS, call, call.get("id").textValue());

        assertThat(GEMINI.post(next).statusCode()).isEqualTo(200);
        JsonNode parts = GEMINI.sent().at("/contents/1/parts");
        assertThat(parts.at("/0/thoughtSignature").textValue()).isEqualTo("c2ln");
        assertThat(parts.at("/0/functionCall/id").textValue())
                .isEqualTo(call.get("id").textValue());
        assertThat(GEMINI.sent().at("/contents/2/parts/0/functionResponse/response"))
                .isEqualTo(Sse.json("{\"output\":\"42\"}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSignatureOfATextComesBackBehindIt(boolean stream) {
        GEMINI.provider()
                .answers(
                        stream
                                ? "streams/signature-behind-a-thought-and-a-text"
                                : "answers/signature-behind-a-thought-and-a-text");
        HttpResponse<String> got = GEMINI.chat("\"reasoning_effort\":\"low\",\"stream\":" + stream + ",");
        JsonNode said = stream ? message(chunks(got)) : json(got).at("/choices/0/message");

        GEMINI.provider().answers("answers/text");
        assertThat(GEMINI.post("""
                        {"model":"flash","messages":[{"role":"user","content":"Go."},%s,{"role":"user","content":"On."}]}""".formatted(said)).statusCode()).isEqualTo(200);

        assertThat(GEMINI.sent().at("/contents/1/parts")).isEqualTo(Sse.json("""
                        [{"text":"Hm.","thought":true},{"text":"Midwest"},{"text":"","thoughtSignature":"c2ln"}]"""));
    }

    @ParameterizedTest
    @CsvSource({"answers/parallel-calls, false", "streams/parallel-calls, true"})
    void parallelCallsKeepTheirPlaces(String fixture, boolean stream) {
        GEMINI.provider().answers(fixture);

        HttpResponse<String> got = GEMINI.chat(TOOLS + ",\"stream\":" + stream + ",");

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
        GEMINI.provider().answers("answers/text");
        String calls = List.of("c1", "c2").stream()
                .map(
                        "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}}"
                                ::formatted)
                .collect(Collectors.joining(","));

        HttpResponse<String> got = GEMINI.post("""
                {"model":"flash",%s,"messages":[{"role":"user","content":"Go."},
                {"role":"assistant","tool_calls":[%s]},
                {"role":"tool","tool_call_id":"c1","content":"1"},{"role":"tool","tool_call_id":"c2","content":"2"}]}""".formatted(TOOLS, calls));

        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        assertThat(GEMINI.sent().at("/contents/2/parts")).hasSize(2);
    }

    @Test
    void anImageGoesWithItsMediaType() {
        GEMINI.provider().answers("answers/text");

        HttpResponse<String> got = GEMINI.post("""
                {"model":"flash","messages":[{"role":"user","content":[{"type":"text","text":"What?"},
                {"type":"image_url","image_url":{"url":"data:image/webp;base64,UklGRg=="}}]}]}""");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(GEMINI.sent().at("/contents/0/parts/1/inlineData"))
                .isEqualTo(Sse.json("{\"mimeType\":\"image/webp\",\"data\":\"UklGRg==\"}"));
    }

    @Test
    void aTopKIsCarried() {
        GEMINI.provider().answers("answers/text");

        HttpResponse<String> got = GEMINI.chat("\"top_k\":5,");

        assertThat(GEMINI.sent().at("/generationConfig/topK").intValue()).isEqualTo(5);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
    }

    @Test
    void stopWordsAndLengthGoAndTheReasonComes() {
        GEMINI.provider().answers("answers/out-of-tokens");

        JsonNode got = json(GEMINI.chat("\"stop\":[\"END\"],\"max_tokens\":91,"));

        assertThat(GEMINI.sent().at("/generationConfig/stopSequences/0").textValue())
                .isEqualTo("END");
        assertThat(GEMINI.sent().at("/generationConfig/maxOutputTokens").intValue())
                .isEqualTo(91);
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
        GEMINI.provider().answers(fixture);

        HttpResponse<String> got = GEMINI.chat("\"stream\":" + stream + ",");

        JsonNode last = stream ? chunks(got).getLast() : json(got);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(last.at("/choices/0/finish_reason").textValue()).isEqualTo("content_filter");
    }

    @Test
    void aSchemaGoesUntouched() {
        GEMINI.provider().answers("answers/text");
        String schema = "{\"type\":\"object\",\"properties\":{\"x\":{\"$ref\":\"#/$defs/y\"}},\"$defs\":{\"y\":{}}}";

        GEMINI.chat(
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"strict\":true,\"schema\":"
                        + schema + "}},");

        assertThat(GEMINI.sent().at("/generationConfig/responseMimeType").textValue())
                .isEqualTo("application/json");
        assertThat(GEMINI.sent().at("/generationConfig/responseJsonSchema")).isEqualTo(Sse.json(schema));
    }

    @Test
    void severalChoicesAreAskedForOneByOne() {
        GEMINI.provider().answers("answers/text");

        JsonNode got = json(GEMINI.chat("\"n\":2,"));

        assertThat(got.get("choices")).hasSize(2);
        assertThat(got.at("/usage/prompt_tokens").intValue()).isEqualTo(7);
        assertThat(got.at("/usage/completion_tokens").intValue()).isEqualTo(6);
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

    /** A message as a client puts it together that keeps what it was sent. */
    private static JsonNode message(List<JsonNode> chunks) {
        ObjectNode message = Json.MAPPER.createObjectNode().put("role", "assistant");
        String content = chunks.stream()
                .map(it -> it.at("/choices/0/delta/content").asText(""))
                .collect(Collectors.joining());
        message.put("content", content);
        chunks.forEach(it -> it.at("/choices/0/delta/reasoning_details")
                .forEach(
                        detail -> message.withArrayProperty("reasoning_details").add(detail)));
        return message;
    }
}
