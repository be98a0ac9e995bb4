package io.camelid.gateway;

import static io.camelid.gateway.Sse.events;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native door in the bodies and events of the {@code llama-stack-client} 0.2 generation, over the simulator. */
class LlamaStackDoorTest {

    private static final String CHAT = "/v1/inference/chat-completion";
    private static final String COMPLETION = "/v1/inference/completion";

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: simulator, provider_type: "inline::simulator"}
                  - {provider_id: broken, provider_type: "inline::simulator", config: {fail_after_tokens: 2}}
                  - {provider_id: refusing, provider_type: "inline::simulator", config: {fail_with: 429}}
                  - {provider_id: far, provider_type: "remote::vllm", config: {url: "http://far:8000/v1", api_token: s3cr3t}}
                models:
                - {model_id: sim, provider_id: simulator}
                - {model_id: vectors, provider_id: far, model_type: embedding}
                """, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aTurnIsAnsweredWithEveryFieldWritten() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hello, world"}],"stream":false}
                """);

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(json(got.body())).isEqualTo(json("""
                {"metrics":[{"metric":"prompt_tokens","value":2,"unit":null},
                            {"metric":"completion_tokens","value":4,"unit":null},
                            {"metric":"total_tokens","value":6,"unit":null}],
                 "completion_message":{"role":"assistant","content":"You said: Hello, world",
                            "stop_reason":"end_of_turn","tool_calls":[]},
                 "logprobs":null}
                """));
        assertThat(got.headers().firstValue("x-camelid-provider")).contains("simulator");
        assertThat(got.headers().firstValue("x-request-id")).isPresent();
        assertThat(got.headers().firstValue("x-camelid-not-carried")).isEmpty();
    }

    @Test
    void aStreamedTurnStartsProgressesAndCompletes() {
        List<JsonNode> events = events(gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],"stream":true}
                """));

        assertThat(events.getFirst()).isEqualTo(json("""
                {"metrics":null,"event":{"event_type":"start","delta":{"type":"text","text":""},
                 "logprobs":null,"stop_reason":null}}
                """));
        assertThat(events.get(1)).isEqualTo(json("""
                {"metrics":null,"event":{"event_type":"progress","delta":{"type":"text","text":"You"},
                 "logprobs":null,"stop_reason":null}}
                """));
        assertThat(events).hasSize(5);
        assertThat(events.getLast().path("event").path("event_type").textValue())
                .isEqualTo("complete");
        assertThat(events.getLast().path("event").path("stop_reason").textValue())
                .isEqualTo("end_of_turn");
        assertThat(events.getLast().path("metrics")).hasSize(3);
    }

    @Test
    void aCallIsToldInPiecesAndThenWhole() {
        List<JsonNode> events = events(gateway.post(CHAT, """
                {"model_id":"sim","stream":true,"tool_config":{"tool_choice":"required"},
                 "messages":[{"role":"user","content":"Weather?"}],
                 "tools":[{"tool_name":"get_weather","description":"d",
                           "parameters":{"city":{"param_type":"string","description":"c","required":true}}}]}
                """));

        List<String> statuses = events.stream()
                .map(event -> event.at("/event/delta/parse_status").asText(""))
                .filter(status -> !status.isEmpty())
                .toList();
        assertThat(statuses).startsWith("started", "in_progress").endsWith("succeeded");
        JsonNode call = events.get(events.size() - 2).at("/event/delta/tool_call");
        assertThat(call.path("tool_name").textValue()).isEqualTo("get_weather");
        assertThat(call.path("arguments")).isEqualTo(json("{\"city\":\"text\"}"));
        assertThat(json(call.path("arguments_json").textValue())).isEqualTo(json("{\"city\":\"text\"}"));
        assertThat(events.getLast().at("/event/stop_reason").textValue()).isEqualTo("end_of_message");
    }

    @Test
    void aResultOfAToolAndAllRolesAreUnderstood() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","messages":[
                  {"role":"system","content":"Be kind."},
                  {"role":"user","content":[{"type":"text","text":"Look"},
                     {"type":"image","image":{"url":{"uri":"http://example.org/a.png"}}}]},
                  {"role":"assistant","content":"","stop_reason":"end_of_message",
                   "tool_calls":[{"call_id":"c1","tool_name":"see","arguments":{"what":"all"}}]},
                  {"role":"tool","call_id":"c1","content":"a cat"}]}
                """);

        assertThat(json(got.body()).at("/completion_message/content").textValue())
                .isEqualTo("The tool said: a cat");
    }

    @Test
    void logprobsAndSamplingAreHeard() {
        JsonNode answer = json(gateway.post(CHAT, """
                        {"model_id":"sim","messages":[{"role":"user","content":"a b c"}],
                         "sampling_params":{"strategy":{"type":"top_p","temperature":0.7,"top_p":0.9},"max_tokens":3},
                         "logprobs":{"top_k":0}}
                        """).body());

        assertThat(answer.at("/completion_message/stop_reason").textValue()).isEqualTo("out_of_tokens");
        assertThat(answer.path("logprobs")).hasSize(3);
        assertThat(answer.at("/logprobs/0/logprobs_by_token/You").doubleValue()).isEqualTo(-0.1);
    }

    @Test
    void aTextIsContinued() {
        HttpResponse<String> got = gateway.post(COMPLETION, "{\"model_id\":\"sim\",\"content\":\"one two three\"}");

        assertThat(json(got.body()).path("content").textValue()).isEqualTo("three two one");
        assertThat(json(got.body()).path("stop_reason").textValue()).isEqualTo("end_of_turn");
        assertThat(json(got.body()).has("logprobs")).isTrue();
    }

    @Test
    void aTextIsContinuedPieceByPiece() {
        List<JsonNode> events =
                events(gateway.post(COMPLETION, "{\"model_id\":\"sim\",\"content\":\"one two\",\"stream\":true}"));

        assertThat(events.getFirst())
                .isEqualTo(json("{\"metrics\":null,\"delta\":\"two\",\"stop_reason\":null,\"logprobs\":null}"));
        assertThat(events.getLast().path("stop_reason").textValue()).isEqualTo("end_of_turn");
        assertThat(events.getLast().path("delta").textValue()).isEmpty();
    }

    @Test
    void aStreamThatBreaksEndsWithAnErrorEvent() {
        List<JsonNode> events = events(gateway.post(CHAT, """
                {"model_id":"broken/x","messages":[{"role":"user","content":"Hi"}],"stream":true}
                """));

        assertThat(events.getLast().at("/error/message").textValue())
                .startsWith("502: ")
                .contains("broke off");
        assertThat(events)
                .noneMatch(event -> event.at("/event/event_type").asText().equals("complete"));
    }

    @Test
    void aProviderThatRefusesKeepsItsStatusStreamedOrNot() {
        for (boolean stream : new boolean[] {false, true}) {
            HttpResponse<String> got = gateway.post(CHAT, """
                    {"model_id":"refusing/x","messages":[{"role":"user","content":"Hi"}],"stream":%s}
                    """.formatted(stream));

            assertThat(got.statusCode()).isEqualTo(429);
            assertThat(json(got.body()).path("detail").textValue()).contains("429");
        }
    }

    @Test
    void aModelNobodyServesIsRefusedByName() {
        HttpResponse<String> got =
                gateway.post(CHAT, "{\"model_id\":\"nobody\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(got.statusCode()).isEqualTo(404);
        assertThat(json(got.body()).size()).isEqualTo(1);
        assertThat(json(got.body()).path("detail").textValue()).contains("'nobody'");
    }

    @Test
    void anEmbeddingModelDoesNotChat() {
        HttpResponse<String> got =
                gateway.post(CHAT, "{\"model_id\":\"vectors\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(got.body()).contains("embedding model");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"messages":[]}                                                          | body,model_id
            {"model_id":"sim"}                                                       | body,messages
            {"model_id":7,"messages":[{"role":"user","content":"Hi"}]}               | body,model_id
            {"model_id":"sim","messages":[{"role":"king","content":"Hi"}]}           | body,messages,0,role
            {"model_id":"sim","messages":[{"role":"user","content":7}]}              | body,messages,0,content
            {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],"sampling_params":{"max_tokens":-1}} | body,sampling_params,max_tokens
            {"model_id":"sim","messages":[{"role":"user","content":"Hi"}],"tool_config":{"tool_choice":"nobody"}} | body,tool_config,tool_choice
            {"model_id":"sim",                                                       | body
            """)
    void aBodyThatDoesNotValidateIsToldWhere(String body, String loc) {
        HttpResponse<String> got = gateway.post(CHAT, body);

        assertThat(got.statusCode()).isEqualTo(400);
        JsonNode error = json(got.body()).at("/error/detail/errors/0");
        assertThat(String.join(
                        ",",
                        error.path("loc").valueStream().map(JsonNode::asText).toList()))
                .isEqualTo(loc);
        assertThat(error.path("msg").textValue()).isNotBlank();
        assertThat(error.path("type").textValue()).isNotBlank();
    }

    @Test
    void anotherMediaTypeMethodOrPathIsRefusedInItsShape() {
        HttpResponse<String> media = gateway.post(CHAT, "{}", "content-type", "text/plain");
        HttpResponse<String> method = gateway.get(CHAT);
        HttpResponse<String> path = gateway.post("/v1/inference/rerank", "{}");
        HttpResponse<String> health = gateway.post("/v1/health", "{}");

        assertThat(List.of(media.statusCode(), method.statusCode(), path.statusCode(), health.statusCode()))
                .containsExactly(415, 405, 404, 405);
        assertThat(List.of(media, method, path, health))
                .allSatisfy(got ->
                        assertThat(json(got.body()).path("detail").textValue()).isNotBlank());
        assertThat(method.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void fieldsNobodyKnowsAreReported() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"sim","messages":[{"role":"user","content":"Hi","name":"Ada"}],"seed":7}
                """);

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("x-camelid-not-carried")).contains("messages[0].name,seed");
    }

    @Test
    void providersAreListedAsTheyAreInEffectWithoutTheirKeys() {
        HttpResponse<String> all = gateway.get("/v1/providers");
        HttpResponse<String> one = gateway.get("/v1/providers/far");

        assertThat(json(all.body()).path("data")).hasSize(4);
        assertThat(json(one.body())).isEqualTo(json("""
                {"api":"inference","provider_id":"far","provider_type":"remote::vllm",
                 "config":{"url":"http://far:8000/v1","prompt_max_tokens":"4096","prompt_begin_marker":"false"},
                 "health":{"status":"Not Implemented"}}
                """));
        assertThat(all.body()).doesNotContain("s3cr3t");
        assertThat(gateway.get("/v1/providers/nobody").statusCode()).isEqualTo(404);
        assertThat(json(gateway.get("/v1/providers/nobody").body())
                        .path("detail")
                        .textValue())
                .contains("'nobody'");
    }

    @Test
    void healthAndVersionAreTold() {
        assertThat(json(gateway.get("/v1/health").body())).isEqualTo(json("{\"status\":\"OK\"}"));
        assertThat(json(gateway.get("/v1/version").body()).path("version").textValue())
                .isNotBlank();
    }

    @Test
    void modelsAreListedAsLlamaStackHasThem() {
        JsonNode model = json(gateway.get("/v1/models/sim").body());

        assertThat(model.path("identifier").textValue()).isEqualTo("sim");
        assertThat(model.path("provider_resource_id").textValue()).isEqualTo("sim");
        assertThat(model.path("type").textValue()).isEqualTo("model");
        assertThat(model.path("model_type").textValue()).isEqualTo("llm");
        assertThat(json(gateway.get("/v1/models").body()).path("data")).hasSize(2);
    }

    @Test
    void aBodyThatIsNoJsonIsToldSo() {
        HttpResponse<String> got = gateway.send(gateway.request(CHAT)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("no json")));

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(json(got.body()).at("/error/detail/errors/0/type").textValue())
                .isEqualTo("json_invalid");
    }
}
