package io.camelid.gateway;

import static io.camelid.gateway.Sse.data;
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

/** A Llama Stack server as a provider, asked through both doors: the stub's model says how it answers. */
class LlamaStackProviderTest {

    private static final String OPENAI = "/v1/chat/completions";
    private static final String NATIVE = "/v1/inference/chat-completion";

    private static final String TEXT =
            "{\"metrics\": null, \"completion_message\" : {\"role\":\"assistant\",\"content\":\"G\\u00fcte\",\"stop_reason\":\"end_of_turn\",\"tool_calls\":[]},\"logprobs\":null, \"own\": 1e-7}";

    private static final String START = event("start", "{\"type\":\"text\",\"text\":\"\"}", "null");

    private static StubProvider stub;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        stub = new StubProvider(LlamaStackProviderTest::answer);
        String host = stub.baseUrl().substring(0, stub.baseUrl().length() - "/v1".length());
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: stack, provider_type: "remote::llama-stack", config: {url: "%1$s"}}
                  - {provider_id: keyed, provider_type: "remote::llama-stack", config: {url: "%1$s/v1", api_key: stack-key}}
                  - {provider_id: later, provider_type: "remote::llama-stack", config: {url: "%1$s", api: openai}}
                  - {provider_id: between, provider_type: "remote::llama-stack", config: {url: "%1$s/v1/openai/v1", api: openai}}
                """.formatted(host), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    private static void answer(StubProvider.Request request, StubProvider.Connection connection)
            throws java.io.IOException {
        JsonNode body = json(request.text());
        if (body.has("model")) {
            connection.json(200, "{\"model\":\"text\",\"choices\":[]}");
            return;
        }
        switch (body.path("model_id").textValue()) {
            case "text" -> connection.json(200, TEXT);
            case "calls" -> connection.json(200, """
                    {"completion_message":{"role":"assistant","content":"","stop_reason":"end_of_turn","tool_calls":[
                       {"call_id":"c1","tool_name":"get_weather","arguments":{"city":"Cork"},"arguments_json":"{\\"city\\": \\"Cork\\"}"},
                       {"call_id":"c2","tool_name":"brave_search","arguments":{"query":"x"}}]},
                     "logprobs":null,"metrics":[{"metric":"prompt_tokens","value":11},{"metric":"completion_tokens","value":4}]}
                    """);
            case "stream" ->
                stream(
                        connection,
                        START,
                        event("progress", "{\"type\":\"text\",\"text\":\"Good\"}", "null"),
                        event("progress", "{\"type\":\"text\",\"text\":\" day\"}", "null"),
                        event("complete", "{\"type\":\"text\",\"text\":\"\"}", "\"out_of_tokens\""));
            case "call-stream" ->
                stream(
                        connection,
                        START,
                        event(
                                "progress",
                                "{\"type\":\"tool_call\",\"tool_call\":\"\",\"parse_status\":\"started\"}",
                                "null"),
                        event(
                                "progress",
                                "{\"type\":\"tool_call\",\"tool_call\":\"get_weather(\",\"parse_status\":\"in_progress\"}",
                                "null"),
                        event(
                                "progress",
                                "{\"type\":\"tool_call\",\"tool_call\":{\"call_id\":\"c1\",\"tool_name\":\"get_weather\",\"arguments\":{\"city\":\"Cork\"}},\"parse_status\":\"succeeded\"}",
                                "null"),
                        event("complete", "{\"type\":\"text\",\"text\":\"\"}", "\"end_of_turn\""));
            case "broken-stream" ->
                stream(connection, START, event("progress", "{\"type\":\"text\",\"text\":\"Good\"}", "null"));
            case "error-stream" ->
                stream(
                        connection,
                        START,
                        event("progress", "{\"type\":\"text\",\"text\":\"Good\"}", "null"),
                        "{\"error\":{\"message\":\"429: slow down\"}}");
            case "early-error-stream" -> stream(connection, "{\"error\":{\"message\":\"400: Invalid value: no\"}}");
            case "completion" ->
                connection.json(200, "{\"content\":\" upon\",\"stop_reason\":\"out_of_tokens\",\"logprobs\":null}");
            case "completion-stream" ->
                stream(
                        connection,
                        "{\"delta\":\" upon\",\"stop_reason\":null,\"logprobs\":null}",
                        "{\"delta\":\" a\",\"stop_reason\":\"end_of_turn\",\"logprobs\":null}");
            case "refused" ->
                connection.json(
                        400,
                        "{\"error\":{\"detail\":{\"errors\":[{\"loc\":[\"body\",\"messages\"],\"msg\":\"bad\",\"type\":\"t\"}]}}}");
            default -> connection.json(404, "{\"detail\":\"Model 'x' not found\"}");
        }
    }

    private static void stream(StubProvider.Connection connection, String... events) throws java.io.IOException {
        connection.beginStream();
        for (String event : events) {
            connection.send("data: " + event + "\n\n");
        }
        connection.endStream();
    }

    private static String event(String type, String delta, String reason) {
        return "{\"metrics\":null,\"event\":{\"event_type\":\"" + type + "\",\"delta\":" + delta
                + ",\"logprobs\":null,\"stop_reason\":" + reason + "}}";
    }

    private static HttpResponse<String> openAi(String model, boolean stream) {
        return gateway.post(OPENAI, """
                {"model":"stack/%s","messages":[{"role":"user","content":"Hi"}],"stream":%s,
                 "tools":[{"type":"function","function":{"name":"get_weather"}}]}
                """.formatted(model, stream));
    }

    private static HttpResponse<String> nativeChat(String model, boolean stream) {
        return gateway.post(NATIVE, """
                {"model_id":"stack/%s","messages":[{"role":"user","content":"Hi"}],"stream":%s}
                """.formatted(model, stream));
    }

    @Test
    void aFileHasNoPlaceAndIsRefusedBeforeItIsSent() {
        int before = stub.requests().size();

        OpenAiError.of(gateway.post("/v1/chat/completions", """
                        {"model":"stack/text","messages":[{"role":"user","content":[
                         {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0="}}]}]}"""))
                .is(400, "invalid_request_error", "unsupported")
                .blames("messages[0].content[0]")
                .says("file");
        assertThat(stub.requests()).hasSize(before);
    }

    @Test
    void anOpenAiRequestIsAskedInLlamaStacksWords() {
        HttpResponse<String> got = gateway.post(OPENAI, """
                {"model":"stack/text","temperature":0.5,"max_tokens":9,"stop":".","seed":7,"user":"ada",
                 "messages":[
                   {"role":"developer","content":"Be kind."},
                   {"role":"user","content":[{"type":"text","text":"Look"},
                      {"type":"image_url","image_url":{"url":"http://example.org/a.png"}}]},
                   {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                      "function":{"name":"f","arguments":"{\\"a\\":{\\"b\\":[{\\"c\\":1}]}}"}}]},
                   {"role":"tool","tool_call_id":"c1","content":"done"}],
                 "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{
                    "type":"object","required":["a"],"additionalProperties":false,
                    "properties":{"a":{"type":"string","enum":["x","y"],"description":"p"}}}}}],
                 "tool_choice":{"type":"function","function":{"name":"f"}}}
                """);

        assertThat(stub.last().path()).isEqualTo("/v1/inference/chat-completion");
        assertThat(json(stub.last().text())).isEqualTo(json("""
                {"model_id":"text","messages":[
                   {"role":"system","content":"Be kind."},
                   {"role":"user","content":[{"type":"text","text":"Look"},
                      {"type":"image","image":{"url":{"uri":"http://example.org/a.png"}}}]},
                   {"role":"assistant","content":"","stop_reason":"end_of_turn","tool_calls":[
                      {"call_id":"c1","tool_name":"f","arguments":"{\\"a\\":{\\"b\\":[{\\"c\\":1}]}}",
                       "arguments_json":"{\\"a\\":{\\"b\\":[{\\"c\\":1}]}}"}]},
                   {"role":"tool","call_id":"c1","content":"done"}],
                 "sampling_params":{"strategy":{"type":"top_p","temperature":0.5,"top_p":1.0},"max_tokens":9,
                    "repetition_penalty":1.0,"stop":["."]},
                 "tools":[{"tool_name":"f","description":"d","parameters":{
                    "a":{"param_type":"string","description":"p","required":true,"default":null}}}],
                 "tool_config":{"tool_choice":"f","tool_prompt_format":null,"system_message_behavior":"append"},
                 "stream":false}
                """));
        assertThat(got.headers().firstValue("x-camelid-not-carried"))
                .contains("tools[0].function.strict,tools[0].function.parameters.additionalProperties,"
                        + "tools[0].function.parameters.properties.a.enum,seed,user,response.own");
    }

    @Test
    void itsAnswerIsToldInOpenAisWords() {
        JsonNode answer = json(openAi("text", false).body());

        assertThat(answer.path("model").textValue()).isEqualTo("stack/text");
        assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("Güte");
        assertThat(answer.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
    }

    @Test
    void itsCallsAreKept() {
        JsonNode answer = json(openAi("calls", false).body());

        assertThat(answer.at("/choices/0/finish_reason").textValue()).isEqualTo("tool_calls");
        assertThat(answer.at("/choices/0/message/tool_calls/0/id").textValue()).isEqualTo("c1");
        assertThat(answer.at("/choices/0/message/tool_calls/0/function")).isEqualTo(json("""
                {"name":"get_weather","arguments":"{\\"city\\": \\"Cork\\"}"}
                """));
        assertThat(answer.at("/choices/0/message/tool_calls/1/function/name").textValue())
                .isEqualTo("brave_search");
        assertThat(answer.at("/usage/total_tokens").intValue()).isEqualTo(15);
    }

    @Test
    void severalChoicesAreAskedOneByOne() {
        JsonNode answer = json(gateway.post(OPENAI, """
                        {"model":"stack/text","n":2,"messages":[{"role":"user","content":"Hi"}]}
                        """).body());

        assertThat(answer.path("choices")).hasSize(2);
        assertThat(answer.at("/choices/1/index").intValue()).isEqualTo(1);
    }

    @Test
    void itsStreamIsToldInOpenAisChunks() {
        List<String> data = data(openAi("stream", true));

        assertThat(data.getLast()).isEqualTo("[DONE]");
        List<JsonNode> chunks =
                data.subList(0, data.size() - 1).stream().map(Sse::json).toList();
        assertThat(chunks.getFirst().at("/choices/0/delta/role").textValue()).isEqualTo("assistant");
        assertThat(String.join(
                        "",
                        chunks.stream()
                                .map(it -> it.at("/choices/0/delta/content").asText(""))
                                .toList()))
                .isEqualTo("Good day");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").textValue()).isEqualTo("length");
    }

    @Test
    void itsStreamedCallIsTold() {
        List<String> data = data(openAi("call-stream", true));
        List<JsonNode> calls = data.subList(0, data.size() - 1).stream()
                .map(Sse::json)
                .flatMap(it -> it.at("/choices/0/delta/tool_calls").valueStream())
                .toList();

        assertThat(calls.getFirst().path("id").textValue()).isEqualTo("c1");
        assertThat(calls.getFirst().at("/function/name").textValue()).isEqualTo("get_weather");
        assertThat(json(String.join(
                        "",
                        calls.stream()
                                .map(it -> it.at("/function/arguments").asText(""))
                                .toList())))
                .isEqualTo(json("{\"city\":\"Cork\"}"));
        assertThat(json(data.get(data.size() - 2))
                        .at("/choices/0/finish_reason")
                        .textValue())
                .isEqualTo("tool_calls");
    }

    @Test
    void itsBrokenStreamIsNeverDone() {
        for (String model : List.of("broken-stream", "error-stream")) {
            List<String> data = data(openAi(model, true));

            assertThat(data).doesNotContain("[DONE]");
            assertThat(json(data.getLast()).at("/error/message").textValue()).isNotBlank();
        }
    }

    @Test
    void anErrorBeforeTheFirstEventIsAnOrdinaryOneThroughBothDoors() {
        HttpResponse<String> openAi = openAi("early-error-stream", true);
        HttpResponse<String> nativeOne = nativeChat("early-error-stream", true);

        assertThat(openAi.statusCode()).isEqualTo(400);
        assertThat(json(openAi.body()).at("/error/message").textValue()).isEqualTo("Invalid value: no");
        assertThat(nativeOne.statusCode()).isEqualTo(400);
        assertThat(json(nativeOne.body())).isEqualTo(json("{\"detail\":\"Invalid value: no\"}"));
    }

    @Test
    void completionsAreTranslatedToo() {
        JsonNode whole = json(gateway.post("/v1/completions", "{\"model\":\"stack/completion\",\"prompt\":\"Once\"}")
                .body());
        JsonNode asked = json(stub.last().text());
        List<String> data = data(gateway.post(
                "/v1/completions", "{\"model\":\"stack/completion-stream\",\"prompt\":\"Once\",\"stream\":true}"));

        assertThat(stub.last().path()).isEqualTo("/v1/inference/completion");
        assertThat(asked.path("content").textValue()).isEqualTo("Once");
        assertThat(whole.at("/choices/0/text").textValue()).isEqualTo(" upon");
        assertThat(whole.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
        assertThat(String.join(
                        "",
                        data.subList(0, data.size() - 1).stream()
                                .map(it -> json(it).at("/choices/0/text").asText(""))
                                .toList()))
                .isEqualTo(" upon a");
        assertThat(data.getLast()).isEqualTo("[DONE]");
    }

    @Test
    void betweenTheSameDialectOnlyTheModelIsReplaced() {
        String asked =
                "{ \"x\":1e-7, \"model_id\" : \"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u0041\"}]}";

        HttpResponse<String> got = gateway.post(NATIVE, asked.formatted("stack/text"));

        assertThat(stub.last().text()).isEqualTo(asked.formatted("text"));
        assertThat(stub.last().path()).isEqualTo("/v1/inference/chat-completion");
        assertThat(got.body()).isEqualTo(TEXT);
        assertThat(got.headers().firstValue("x-camelid-provider")).contains("stack");
    }

    @Test
    void betweenTheSameDialectEventsGoOnAsTheyCame() {
        List<String> data = data(nativeChat("stream", true));

        assertThat(data).hasSize(4);
        assertThat(data.getFirst()).isEqualTo(START);
        assertThat(data.getLast()).contains("out_of_tokens");
    }

    @Test
    void betweenTheSameDialectABrokenStreamEndsWithAnError() {
        List<JsonNode> broken = events(nativeChat("broken-stream", true));
        List<JsonNode> told = events(nativeChat("error-stream", true));

        assertThat(broken).hasSize(3);
        assertThat(broken.getLast().at("/error/message").textValue()).startsWith("502: ");
        assertThat(told).hasSize(3);
        assertThat(told.getLast()).isEqualTo(json("{\"error\":{\"message\":\"429: slow down\"}}"));
    }

    @Test
    void itsErrorsKeepTheirTextThroughBothDoors() {
        HttpResponse<String> openAi = openAi("refused", false);
        HttpResponse<String> nativeOne = nativeChat("nobody", true);

        assertThat(openAi.statusCode()).isEqualTo(400);
        assertThat(json(openAi.body()).at("/error/message").textValue()).contains("body.messages: bad");
        assertThat(nativeOne.statusCode()).isEqualTo(404);
        assertThat(json(nativeOne.body())).isEqualTo(json("{\"detail\":\"Model 'x' not found\"}"));
    }

    @Test
    void keysOfOthersThatNoHeaderCanHoldAreEscaped() {
        HttpResponse<String> answer = gateway.post(
                NATIVE,
                "{\"model_id\":\"keyed/text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "X-LlamaStack-Provider-Data",
                "{\"groq_api_key\":\"sk\\u007f\\u00e9\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(stub.last().headers().get("x-llamastack-provider-data"))
                .isEqualTo("{\"groq_api_key\":\"sk\\u007f\\u00e9\"}");
    }

    @Test
    void itsKeyGoesInItsHeaderAndTheKeysOfOthersGoOn() {
        String body = "{\"model_id\":\"keyed/text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        gateway.post(NATIVE, body);
        assertThat(stub.last().headers()).containsEntry("authorization", "Bearer stack-key");
        assertThat(stub.last().headers()).doesNotContainKey("x-llamastack-provider-data");

        gateway.post(
                NATIVE,
                body,
                "X-LlamaStack-Provider-Data",
                "{\"llama_stack_api_key\":\"mine\",\"groq_api_key\":\"theirs\"}");
        assertThat(stub.last().headers()).containsEntry("authorization", "Bearer mine");
        assertThat(json(stub.last().headers().get("x-llamastack-provider-data")))
                .isEqualTo(json("{\"groq_api_key\":\"theirs\"}"));
    }

    @Test
    void aStrictGatewayRefusesWhatItCantBeTold() {
        try (Gateway strict = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: stack, provider_type: "remote::llama-stack", config: {url: "%s"}}
                """.formatted(stub.baseUrl()), Map.of("camelid.lossy", "reject"))) {
            int before = stub.requests().size();
            HttpResponse<String> got = strict.post(OPENAI, """
                    {"model":"stack/text","seed":7,"messages":[{"role":"user","content":"Hi"}]}
                    """);

            assertThat(got.statusCode()).isEqualTo(400);
            assertThat(json(got.body()).at("/error/param").textValue()).isEqualTo("seed");
            assertThat(stub.requests()).hasSize(before);
        }
    }

    @Test
    void laterGenerationsAreProxiedAsTheOpenAiServersTheyAre() {
        String asked = "{\"own\":1.0,\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        HttpResponse<String> got = gateway.post(OPENAI, asked.formatted("later/text"));
        assertThat(stub.last().path()).isEqualTo("/v1/chat/completions");
        assertThat(stub.last().text()).isEqualTo(asked.formatted("text"));
        assertThat(json(got.body()).path("model").textValue()).isEqualTo("later/text");

        gateway.post(OPENAI, asked.formatted("between/text"));
        assertThat(stub.last().path()).isEqualTo("/v1/openai/v1/chat/completions");
    }
}
