package io.camelid.gateway;

import static io.camelid.gateway.Sse.events;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Native requests to providers that speak OpenAI: the stub's model says how it answers. */
class LlamaStackDoorOverOpenAiTest {

    private static final String CHAT = "/v1/inference/chat-completion";
    private static final String COMPLETION = "/v1/inference/completion";

    private static final String WRITTEN = """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"Well, <function=f>{}"},"finish_reason":"stop"}]}
            """;

    private static StubProvider stub;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        stub = new StubProvider(LlamaStackDoorOverOpenAiTest::answer);
        gateway = gateway("report");
    }

    private static Gateway gateway(String lossy) {
        return Gateway.start("""
                providers:
                  inference:
                  - {provider_id: plain, provider_type: "remote::openai-compat", config: {base_url: "%1$s"}}
                  - {provider_id: vllm, provider_type: "remote::vllm", config: {url: "%1$s"}}
                  - {provider_id: written, provider_type: "remote::vllm", config: {url: "%1$s", tool_calls_in_text: true}}
                  - {provider_id: nim, provider_type: "remote::nvidia", config: {url: "%1$s"}}
                """.formatted(stub.baseUrl()), Map.of("camelid.lossy", lossy));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    private static void answer(StubProvider.Request request, StubProvider.Connection connection)
            throws java.io.IOException {
        switch (json(request.text()).path("model").textValue()) {
            case "chat" -> connection.json(200, """
                    {"id":"1","object":"chat.completion","created":1,"model":"chat","choices":[{"index":0,
                     "message":{"role":"assistant","content":"Good day"},"finish_reason":"length",
                     "logprobs":{"content":[{"token":"Good","logprob":-0.5,"bytes":null,"top_logprobs":[]}]}}],
                     "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
                    """, "retry-after", "7", "x-secret", "s");
            case "calls" -> connection.json(200, """
                    {"id":"1","object":"chat.completion","created":1,"model":"calls","choices":[{"index":0,
                     "message":{"role":"assistant","content":null,"tool_calls":[
                       {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\": 1}"}},
                       {"id":"c2","type":"function","function":{"name":"g","arguments":""}}]},
                     "finish_reason":"tool_calls"}]}
                    """);
            case "bad-calls" -> connection.json(200, """
                    {"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[
                       {"id":"c1","type":"function","function":{"name":"f","arguments":"{bad"}}]},
                     "finish_reason":"tool_calls"}]}
                    """);
            case "written" -> connection.json(200, WRITTEN);
            case "written-stream" ->
                stream(
                        connection,
                        chunk("{\"content\":\"Well, <func\"}", "null"),
                        chunk("{\"content\":\"tion=f>{}\"}", "null"),
                        chunk("{}", "\"stop\""),
                        "[DONE]");
            case "text" -> connection.json(200, """
                    {"id":"1","object":"text_completion","created":1,"model":"text",
                     "choices":[{"index":0,"text":" upon a time","finish_reason":"stop","logprobs":null}]}
                    """);
            case "stream" ->
                stream(
                        connection,
                        chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                        chunk("{\"content\":\"Good\"}", "null"),
                        chunk("{\"content\":\" day\"}", "null"),
                        chunk("{}", "\"stop\""),
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}",
                        "[DONE]");
            case "call-stream" ->
                stream(
                        connection,
                        chunk(
                                "{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
                                "null"),
                        chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}", "null"),
                        chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}", "null"),
                        chunk("{}", "\"tool_calls\""),
                        "[DONE]");
            case "text-stream" ->
                stream(
                        connection,
                        "{\"choices\":[{\"index\":0,\"text\":\" upon\",\"finish_reason\":null}]}",
                        "{\"choices\":[{\"index\":0,\"text\":\" a\",\"finish_reason\":\"length\"}]}",
                        "[DONE]");
            case "broken-stream" -> {
                connection.beginStream();
                connection.send("data: " + chunk("{\"content\":\"Good\"}", "null") + "\n\n");
                connection.endStream();
            }
            case "reset-stream" -> {
                connection.beginStream();
                connection.send("data: " + chunk("{\"content\":\"Good\"}", "null") + "\n\n");
                connection.reset();
            }
            case "error-stream" ->
                stream(
                        connection,
                        chunk("{\"content\":\"Good\"}", "null"),
                        "{\"error\":{\"message\":\"out of memory\"}}");
            case "early-error-stream" -> stream(connection, "{\"error\":{\"message\":\"out of memory\"}}");
            case "no-stream" -> connection.json(200, """
                    {"choices":[{"index":0,"message":{"role":"assistant","content":"Whole"},"finish_reason":"stop"}]}
                    """);
            case "refused" ->
                connection.json(
                        422, "{\"error\":{\"message\":\"too hot\",\"type\":\"t\",\"param\":null,\"code\":null}}");
            case "down" -> connection.json(500, "oops");
            case "odd" -> connection.json(200, "[]");
            default -> connection.json(404, "{\"error\":{\"message\":\"who?\"}}");
        }
    }

    private static void stream(StubProvider.Connection connection, String... events) throws java.io.IOException {
        connection.beginStream();
        for (String event : events) {
            connection.send("data: " + event + "\n\n");
        }
        connection.endStream();
    }

    private static String chunk(String delta, String reason) {
        return "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + reason + "}]}";
    }

    private static HttpResponse<String> ask(String model, boolean stream) {
        return gateway.post(CHAT, """
                {"model_id":"%s","messages":[{"role":"user","content":"Hi"}],"stream":%s}
                """.formatted(model, stream));
    }

    private static HttpResponse<String> offer(String model, boolean stream) {
        return gateway.post(CHAT, """
                {"model_id":"%s","messages":[{"role":"user","content":"Hi"}],"tools":[{"tool_name":"f"}],"stream":%s}
                """.formatted(model, stream));
    }

    @Test
    void aRequestIsAskedInTheProvidersWords() {
        gateway.post(CHAT, """
                {"model_id":"plain/chat","messages":[
                   {"role":"system","content":"Be kind."},
                   {"role":"user","content":[{"type":"text","text":"Look"},
                      {"type":"image","image":{"url":{"uri":"http://example.org/a.png"}}}]},
                   {"role":"assistant","content":"","stop_reason":"end_of_message","tool_calls":[
                      {"call_id":"c1","tool_name":"f","arguments":{"a":[1]},"arguments_json":"{\\"a\\": [1]}"}]},
                   {"role":"tool","call_id":"c1","content":"done"}],
                 "sampling_params":{"strategy":{"type":"top_p","temperature":0.5,"top_p":0.9},"max_tokens":9,"stop":["."]},
                 "tools":[{"tool_name":"f","description":"d","parameters":
                    {"a":{"param_type":"list[int]","description":"p","required":false,"default":[]}}}],
                 "tool_config":{"tool_choice":"f"},"logprobs":{"top_k":2},
                 "response_format":{"type":"json_schema","json_schema":{"type":"object","title":"T"}}}
                """);

        assertThat(stub.last().path()).isEqualTo("/v1/chat/completions");
        assertThat(json(stub.last().text())).isEqualTo(json("""
                {"model":"chat","messages":[
                   {"role":"system","content":"Be kind."},
                   {"role":"user","content":[{"type":"text","text":"Look"},
                      {"type":"image_url","image_url":{"url":"http://example.org/a.png"}}]},
                   {"role":"assistant","content":"","tool_calls":[
                      {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\": [1]}"}}]},
                   {"role":"tool","tool_call_id":"c1","content":"done"}],
                 "temperature":0.5,"top_p":0.9,"max_tokens":9,"stop":["."],
                 "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object",
                    "properties":{"a":{"type":"array","items":{"type":"integer"},"description":"p","default":[]}}}}}],
                 "tool_choice":{"type":"function","function":{"name":"f"}},
                 "logprobs":true,"top_logprobs":2,
                 "response_format":{"type":"json_schema","json_schema":{"name":"T","schema":{"type":"object","title":"T"}}}}
                """));
    }

    @Test
    void anAnswerIsToldInLlamaStacksWords() {
        HttpResponse<String> got = ask("plain/chat", false);

        assertThat(json(got.body())).isEqualTo(json("""
                {"metrics":[{"metric":"prompt_tokens","value":3,"unit":null},
                            {"metric":"completion_tokens","value":2,"unit":null},
                            {"metric":"total_tokens","value":5,"unit":null}],
                 "completion_message":{"role":"assistant","content":"Good day","stop_reason":"out_of_tokens","tool_calls":[]},
                 "logprobs":[{"logprobs_by_token":{"Good":-0.5}}]}
                """));
        assertThat(got.headers().firstValue("retry-after")).contains("7");
        assertThat(got.headers().firstValue("x-secret")).isEmpty();
        assertThat(got.headers().firstValue("x-camelid-upstream-model")).contains("chat");
    }

    @Test
    void callsAreKept() {
        JsonNode message = json(ask("plain/calls", false).body()).path("completion_message");

        assertThat(message.path("stop_reason").textValue()).isEqualTo("end_of_message");
        assertThat(message.path("tool_calls")).isEqualTo(json("""
                [{"call_id":"c1","tool_name":"f","arguments":{"a":1},"arguments_json":"{\\"a\\": 1}"},
                 {"call_id":"c2","tool_name":"g","arguments":{},"arguments_json":"{}"}]
                """));
    }

    @Test
    void aCallThatCantBeReadKeepsTheModelsOwnText() {
        JsonNode message = json(ask("plain/bad-calls", false).body()).path("completion_message");

        assertThat(message).isEqualTo(json("""
                {"role":"assistant","content":"","stop_reason":"end_of_message","tool_calls":[
                 {"call_id":"c1","tool_name":"f","arguments":"{bad","arguments_json":"{bad"}]}
                """));
    }

    @Test
    void whereCallsMayBeInTextACallThatCantBeReadIsTextToo() {
        JsonNode message = json(ask("written/bad-calls", false).body()).path("completion_message");

        assertThat(message).isEqualTo(json("""
                {"role":"assistant","stop_reason":"end_of_turn","tool_calls":[],
                 "content":"[{\\"call_id\\":\\"c1\\",\\"tool_name\\":\\"f\\",\\"arguments\\":\\"{bad\\"}]"}
                """));
    }

    @Test
    void aCallInTheTextIsACallWhereTheProviderSaysSo() {
        JsonNode message = json(offer("written/written", false).body()).path("completion_message");
        List<JsonNode> events = events(offer("written/written-stream", true));

        assertThat(message.path("content").textValue()).isEqualTo("Well,");
        assertThat(message.at("/tool_calls/0/tool_name").textValue()).isEqualTo("f");
        assertThat(events)
                .extracting(it -> it.at("/event/delta/tool_call/tool_name").asText())
                .contains("f");
        assertThat(json(offer("plain/written", false).body())
                        .at("/completion_message/content")
                        .textValue())
                .isEqualTo("Well, <function=f>{}");
    }

    @Test
    void aProxiedAnswerPassesAsItCameCallsInItsTextToo() {
        HttpResponse<String> got = gateway.post("/v1/chat/completions", """
                {"model":"written/written","messages":[{"role":"user","content":"Hi"}],
                 "tools":[{"type":"function","function":{"name":"f"}}]}
                """);

        assertThat(json(got.body()).at("/choices/0")).isEqualTo(json(WRITTEN).at("/choices/0"));
    }

    @Test
    void aStreamIsToldInLlamaStacksEvents() {
        List<JsonNode> events = events(ask("plain/stream", true));

        assertThat(events)
                .extracting(it -> it.at("/event/event_type").textValue())
                .containsExactly("start", "progress", "progress", "complete");
        assertThat(events)
                .extracting(it -> it.at("/event/delta/text").textValue())
                .containsExactly("", "Good", " day", "");
        assertThat(events.getLast().at("/event/stop_reason").textValue()).isEqualTo("end_of_turn");
        assertThat(events.getLast().at("/metrics/1/value").longValue()).isEqualTo(2);
        assertThat(json(stub.last().text()).at("/stream_options/include_usage").booleanValue())
                .isTrue();
    }

    @Test
    void aStreamedCallSucceedsOnceItIsWhole() {
        List<JsonNode> events = events(ask("plain/call-stream", true));

        List<JsonNode> whole = events.stream()
                .filter(it -> it.at("/event/delta/parse_status").asText().equals("succeeded"))
                .map(it -> it.at("/event/delta/tool_call"))
                .toList();
        assertThat(whole).containsExactly(json("""
                {"call_id":"c1","tool_name":"f","arguments":{"a":1},"arguments_json":"{\\"a\\":1}"}
                """));
        assertThat(events.getLast().at("/event/stop_reason").textValue()).isEqualTo("end_of_message");
    }

    @Test
    void aTextIsContinuedStreamedAndNot() {
        JsonNode whole = json(gateway.post(COMPLETION, """
                {"model_id":"plain/text","content":"Once","sampling_params":{"strategy":{"type":"greedy"}}}
                """).body());
        String asked = stub.last().text();
        List<JsonNode> pieces = events(
                gateway.post(COMPLETION, "{\"model_id\":\"plain/text-stream\",\"content\":\"Once\",\"stream\":true}"));

        assertThat(json(asked)).isEqualTo(json("{\"model\":\"text\",\"prompt\":\"Once\",\"temperature\":0.0}"));
        assertThat(whole.path("content").textValue()).isEqualTo(" upon a time");
        assertThat(pieces).extracting(it -> it.path("delta").textValue()).containsExactly(" upon", " a", "");
        assertThat(pieces.getLast().path("stop_reason").textValue()).isEqualTo("out_of_tokens");
    }

    @Test
    void aStreamThatBreaksOffIsNeverComplete() {
        for (String model : List.of("broken-stream", "reset-stream", "error-stream")) {
            List<JsonNode> events = events(ask("plain/" + model, true));

            assertThat(events.get(1).at("/event/delta/text").textValue()).isEqualTo("Good");
            assertThat(events.getLast().at("/error/message").textValue()).startsWith("502: ");
            assertThat(events).hasSize(3);
        }
    }

    @Test
    void anErrorBeforeTheFirstEventIsAnOrdinaryOne() {
        HttpResponse<String> got = ask("plain/early-error-stream", true);

        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(json(got.body())).isEqualTo(json("{\"detail\":\"out of memory\"}"));
    }

    @Test
    void anAnswerThatCameWholeIsStillStreamed() {
        List<JsonNode> events = events(ask("plain/no-stream", true));

        assertThat(events)
                .extracting(it -> it.at("/event/event_type").textValue())
                .containsExactly("start", "progress", "complete");
    }

    @Test
    void failuresHaveTheStatusOfTheTableAndLlamaStacksShape() {
        HttpResponse<String> refused = ask("plain/refused", false);
        HttpResponse<String> down = ask("plain/down", true);
        HttpResponse<String> odd = ask("plain/odd", false);

        assertThat(List.of(refused.statusCode(), down.statusCode(), odd.statusCode()))
                .containsExactly(422, 502, 502);
        assertThat(json(refused.body())).isEqualTo(json("{\"detail\":\"too hot\"}"));
        assertThat(json(odd.body()).path("detail").textValue()).isNotBlank();
    }

    @Test
    void whatOnlySomeProvidersKnowGoesToThemAndIsReportedForOthers() {
        String body = """
                {"model_id":"%s/chat","messages":[{"role":"user","content":"Hi"}],
                 "sampling_params":{"strategy":{"type":"top_k","top_k":5},"repetition_penalty":1.2}}
                """;

        HttpResponse<String> plain = gateway.post(CHAT, body.formatted("plain"));
        String toPlain = stub.last().text();
        HttpResponse<String> vllm = gateway.post(CHAT, body.formatted("vllm"));
        String toVllm = stub.last().text();
        gateway.post(CHAT, body.formatted("nim"));
        String toNim = stub.last().text();

        assertThat(plain.headers().firstValue("x-camelid-not-carried"))
                .contains("sampling_params.repetition_penalty,sampling_params.strategy.top_k");
        assertThat(json(toPlain))
                .isEqualTo(json("{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
        assertThat(vllm.headers().firstValue("x-camelid-not-carried")).isEmpty();
        assertThat(json(toVllm).path("top_k").intValue()).isEqualTo(5);
        assertThat(json(toVllm).path("repetition_penalty").doubleValue()).isEqualTo(1.2);
        assertThat(json(toNim).path("nvext")).isEqualTo(json("{\"top_k\":5,\"repetition_penalty\":1.2}"));
    }

    @Test
    void whatIsUnreadAndWhatIsNotCarriedAreReportedTogether() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"plain/chat","messages":[{"role":"user","content":"Hi"}],"seed":1,
                 "tools":[{"tool_name":"f"}],"tool_config":{"tool_prompt_format":"json","system_message_behavior":"replace"}}
                """);

        assertThat(got.headers().firstValue("x-camelid-not-carried"))
                .contains("seed,tool_config.tool_prompt_format,tool_config.system_message_behavior");
    }

    @Test
    void aGrammarIsRefusedByName() {
        HttpResponse<String> got = gateway.post(CHAT, """
                {"model_id":"plain/chat","messages":[{"role":"user","content":"Hi"}],
                 "response_format":{"type":"grammar","bnf":{}}}
                """);

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(json(got.body()).path("detail").textValue()).contains("response_format");
    }

    @Test
    void aStrictGatewayRefusesWhatItCantCarry() {
        try (Gateway strict = gateway("reject")) {
            int before = stub.requests().size();
            HttpResponse<String> got = strict.post(CHAT, """
                    {"model_id":"plain/chat","messages":[{"role":"user","content":"Hi"}],
                     "sampling_params":{"strategy":{"type":"top_k","top_k":5}}}
                    """);

            assertThat(got.statusCode()).isEqualTo(400);
            assertThat(json(got.body()).path("detail").textValue()).contains("sampling_params.strategy.top_k");
            assertThat(stub.requests()).hasSize(before);
        }
    }
}
