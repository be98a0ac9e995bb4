package io.camelid.gateway;

import static io.camelid.gateway.Sse.events;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies as the {@code llama-stack-client} of the 0.2 generation sends them, optional fields, defaults and nulls written
 * out, and what its types need of the answers. It was run itself against the gateway, version 0.2.12 for JavaScript.
 */
class LlamaStackClientTest {

    private static final String CHAT = "/v1/inference/chat-completion";
    private static final String COMPLETION = "/v1/inference/completion";
    private static final String TOOLS = """
            "tools":[{"tool_name":"get_weather","description":"d","parameters":
              {"city":{"param_type":"string","description":"c","required":true,"default":null}}},
              {"tool_name":"brave_search","description":null,"parameters":null}]
            """;

    private static final String USAGE = "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":3,\"total_tokens\":4}";

    private static StubProvider openAi;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        openAi = new StubProvider(LlamaStackClientTest::answer);
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: simulator, provider_type: "inline::simulator"}
                  - {provider_id: openai, provider_type: "remote::openai-compat", config: {base_url: "%s"}}
                models:
                - {model_id: sim, provider_id: simulator}
                - {model_id: gpt, provider_id: openai}
                """.formatted(openAi.baseUrl()), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        openAi.close();
    }

    /** As the simulator does, in OpenAI's words. */
    private static void answer(StubProvider.Request request, StubProvider.Connection connection) throws IOException {
        JsonNode asked = json(request.text());
        if (asked.path("stream").asBoolean()) {
            connection.beginStream();
            for (String choice : request.path().endsWith("/chat/completions") ? turn() : List.of(continuation())) {
                connection.send("data: {\"choices\":[" + choice + "]}\n\n");
            }
            connection.send("data: {\"choices\":[]," + USAGE + "}\n\ndata: [DONE]\n\n");
            connection.endStream();
        } else if (request.path().endsWith("/chat/completions")) {
            connection.json(200, """
                    {"choices":[{"index":0,"message":{"role":"assistant","content":"You said: Hello"},"finish_reason":"stop",
                      "logprobs":%s}],%s}
                    """.formatted(drawn("You"), USAGE));
        } else {
            connection.json(200, "{\"choices\":[" + continuation() + "]," + USAGE + "}");
        }
    }

    private static List<String> turn() {
        return List.of(
                "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"You\"},\"logprobs\":" + drawn("You")
                        + "}",
                call(
                        "{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}"),
                call("{\"index\":0,\"function\":{\"arguments\":\"{}\"}}"),
                "{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}");
    }

    private static String call(String piece) {
        return "{\"index\":0,\"delta\":{\"tool_calls\":[" + piece + "]}}";
    }

    private static String continuation() {
        return """
                {"index":0,"text":"two","finish_reason":"length",
                 "logprobs":{"tokens":["two"],"token_logprobs":[-0.1],"top_logprobs":[{"two":-0.1}],"text_offset":[0]}}
                """.replace("\n", "");
    }

    private static String drawn(String token) {
        return "{\"content\":[{\"token\":\"%s\",\"logprob\":-0.1,\"bytes\":null,\"top_logprobs\":[]}]}"
                .formatted(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim", "gpt"})
    void everyFieldOfARequestMayBeSentAtOnceAndOfAnAnswerIsThere(String model) {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"%s","stream":false,
                 "messages":[{"role":"system","content":"s"},{"role":"user","content":"Hello","context":null}],
                 "sampling_params":{"strategy":{"type":"top_p","temperature":0.7,"top_p":0.95},
                                    "max_tokens":0,"repetition_penalty":1.0,"stop":null},
                 "tools":[],"tool_choice":null,"tool_prompt_format":null,
                 "tool_config":{"tool_choice":"auto","tool_prompt_format":null,"system_message_behavior":"append"},
                 "response_format":null,"logprobs":{"top_k":1}}
                """.formatted(model));

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
        assertThat(json(got.body()).at("/completion_message/content").textValue())
                .isEqualTo("You said: Hello");
        assertThat(json(got.body()).at("/logprobs/0")).isEqualTo(json("{\"logprobs_by_token\":{\"You\":-0.1}}"));
        assertThat(json(got.body()).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("completion_message", "logprobs", "metrics");
        assertThat(json(got.body()).path("completion_message").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("role", "content", "stop_reason", "tool_calls");
        assertThat(json(got.body()).path("metrics"))
                .hasSize(3)
                .allSatisfy(metric -> assertThat(metric.fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrder("metric", "value", "unit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim", "gpt"})
    void aContinuationHasEveryField(String model) {
        HttpResponse<String> got = gateway.post(COMPLETION, """
                {"model_id":"%s","content":"one two","stream":false,"logprobs":{"top_k":1},
                 "response_format":null,"sampling_params":{"strategy":{"type":"greedy"},"max_tokens":1}}
                """.formatted(model));

        assertThat(json(got.body()).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("content", "stop_reason", "logprobs", "metrics");
        assertThat(json(got.body()).path("content").textValue()).isEqualTo("two");
        assertThat(json(got.body()).at("/logprobs/0/logprobs_by_token/two").doubleValue())
                .isEqualTo(-0.1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"greedy\"}",
                "{\"type\":\"top_p\",\"temperature\":0.7}",
                "{\"type\":\"top_p\",\"temperature\":null,\"top_p\":null}",
                "{\"type\":\"top_k\",\"top_k\":5}"
            })
    void eachStrategyIsUnderstood(String strategy) {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],"sampling_params":{"strategy":%s}}
                """.formatted(strategy));

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"top_p","top_p":0.9,"temperature":0} | temperature
            {"type":"top_k"}                             | top_k
            {"type":"top_k","top_k":0}                   | top_k
            {"type":"best_of"}                           | type
            """)
    void aStrategyThatItsServerRefusesIsRefusedByItsField(String strategy, String field) {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],"sampling_params":{"strategy":%s}}
                """.formatted(strategy));

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(json(got.body()).at("/error/detail/errors/0/loc"))
                .extracting(JsonNode::asText)
                .containsExactly("body", "sampling_params", "strategy", field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tool_choice\":\"required\",\"tool_prompt_format\":\"json\"",
                "\"tool_config\":{\"tool_choice\":\"required\",\"tool_prompt_format\":\"python_list\"}",
                "\"tool_config\":{\"tool_choice\":\"get_weather\"}"
            })
    void aToolIsChosenInTheOldFieldsAndInTheNew(String choice) {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],%s,%s}
                """.formatted(TOOLS, choice));

        assertThat(json(got.body()).path("completion_message")).isEqualTo(json("""
                {"role":"assistant","content":"","stop_reason":"end_of_message","tool_calls":[
                  {"call_id":"call_simulator_1","tool_name":"get_weather","arguments":{"city":"text"},
                   "arguments_json":"{\\"city\\":\\"text\\"}"}]}
                """));
    }

    @Test
    void anAnswersMessageMayGoBackAsItCame() {
        JsonNode call = json(gateway.post(CHAT, """
                        {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],%s,
                         "tool_config":{"tool_choice":"required"}}
                        """.formatted(TOOLS)).body()).path("completion_message");

        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hi"},%s,
                   {"role":"tool","call_id":"call_simulator_1","content":[{"type":"text","text":"rain"}]}],%s}
                """.formatted(call, TOOLS));

        assertThat(json(got.body()).at("/completion_message/content").textValue())
                .isEqualTo("The tool said: rain");
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
    }

    @Test
    void aSchemaIsAnswered() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema",
                  "json_schema":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}}}
                """);

        assertThat(json(got.body()).at("/completion_message/content").textValue())
                .isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim", "gpt"})
    void everyEventOfATurnHasEveryField(String model) {
        List<JsonNode> events = events(gateway.post(CHAT, """
                {"model_id":"%s","messages":[{"role":"user","content":"Hi"}],"stream":true,"logprobs":{"top_k":1},
                 %s,"tool_config":{"tool_choice":"required"}}
                """.formatted(model, TOOLS)));

        assertThat(events).hasSizeGreaterThan(3).allSatisfy(chunk -> {
            assertThat(chunk.fieldNames()).toIterable().containsExactlyInAnyOrder("event", "metrics");
            assertThat(chunk.path("event").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("event_type", "delta", "logprobs", "stop_reason");
        });
        assertThat(events)
                .filteredOn(chunk -> chunk.at("/event/delta/type").asText().equals("tool_call"))
                .isNotEmpty()
                .allSatisfy(chunk -> assertThat(chunk.at("/event/delta").fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrder("type", "tool_call", "parse_status"));
        assertThat(events.subList(0, events.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.path("metrics").isNull()).isTrue());
        assertThat(events.getLast().path("metrics"))
                .extracting(metric -> metric.path("metric").textValue())
                .containsExactly("prompt_tokens", "completion_tokens", "total_tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim", "gpt"})
    void everyPieceOfAContinuationHasEveryField(String model) {
        List<JsonNode> pieces = events(gateway.post(COMPLETION, """
                {"model_id":"%s","content":[{"type":"text","text":"one two"}],"stream":true,"logprobs":{"top_k":1},
                 "response_format":null,"sampling_params":{"strategy":{"type":"greedy"},"max_tokens":1}}
                """.formatted(model)));

        assertThat(pieces)
                .allSatisfy(piece -> assertThat(piece.fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrder("delta", "stop_reason", "logprobs", "metrics"));
        assertThat(pieces.getFirst().at("/logprobs/0/logprobs_by_token/two").doubleValue())
                .isEqualTo(-0.1);
        assertThat(pieces.getLast().path("stop_reason").textValue()).isEqualTo("out_of_tokens");
    }

    /** The client makes an exception of a status and shows the body: it has to be JSON. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/inference/chat-completion | {"model_id":"sim"}                                                     | 400 | error
            /v1/inference/chat-completion | {"model_id":"nobody","messages":[{"role":"user","content":"Hi"}]}      | 404 | detail
            /v1/inference/completion      | {"model_id":"sim"}                                                     | 400 | error
            /v1/inference/embeddings      | {"model_id":"sim","contents":["a"]}                                    | 404 | detail
            """)
    void aFailureIsItsStatusAndItsShapeStreamedOrNot(String path, String body, int status, String member) {
        for (String sent : List.of(body, body.replace("{\"model_id\"", "{\"stream\":true,\"model_id\""))) {
            HttpResponse<String> got = gateway.post(path, sent);

            assertThat(got.statusCode()).isEqualTo(status);
            assertThat(json(got.body()).fieldNames()).toIterable().containsExactly(member);
        }
    }
}
