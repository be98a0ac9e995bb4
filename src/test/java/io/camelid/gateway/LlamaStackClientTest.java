package io.camelid.gateway;

import static io.camelid.gateway.Sse.events;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
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

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: simulator, provider_type: "inline::simulator"}
                models:
                - {model_id: sim, provider_id: simulator}
                """, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyFieldOfARequestMayBeSentAtOnce() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","stream":false,
                 "messages":[{"role":"system","content":"s"},{"role":"user","content":"Hello","context":null}],
                 "sampling_params":{"strategy":{"type":"top_p","temperature":0.7,"top_p":0.95},
                                    "max_tokens":0,"repetition_penalty":1.0,"stop":null},
                 "tools":[],"tool_choice":null,"tool_prompt_format":null,
                 "tool_config":{"tool_choice":"auto","tool_prompt_format":null,"system_message_behavior":"append"},
                 "response_format":null,"logprobs":{"top_k":1}}
                """);

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
        assertThat(json(got.body()).at("/completion_message/content").textValue())
                .isEqualTo("You said: Hello");
        assertThat(json(got.body()).at("/logprobs/0")).isEqualTo(json("{\"logprobs_by_token\":{\"You\":-0.1}}"));
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

    @Test
    void everyEventOfATurnHasEveryField() {
        List<JsonNode> events = events(gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],"stream":true,"logprobs":{"top_k":1},
                 %s,"tool_config":{"tool_choice":"required"}}
                """.formatted(TOOLS)));

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

    @Test
    void everyPieceOfAContinuationHasEveryField() {
        List<JsonNode> pieces = events(gateway.post(COMPLETION, """
                {"model_id":"sim","content":[{"type":"text","text":"one two"}],"stream":true,"logprobs":{"top_k":1},
                 "response_format":null,"sampling_params":{"strategy":{"type":"greedy"},"max_tokens":1}}
                """));

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
