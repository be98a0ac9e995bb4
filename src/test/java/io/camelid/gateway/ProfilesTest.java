package io.camelid.gateway;

import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each provider gets what its type, or its config, says that it takes; what it does not take is told. */
class ProfilesTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private static StubProvider stub;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        stub = StubProvider.json(200, """
                {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                 "message":{"role":"assistant","content":"Good day","refusal":null},"logprobs":null,"finish_reason":"stop"}]}
                """);
        gateway = gateway("report");
    }

    private static Gateway gateway(String lossy) {
        return Gateway.start("""
                providers:
                  inference:
                  - {provider_id: openai, provider_type: "remote::openai", config: {base_url: "%1$s", api_key: k}}
                  - {provider_id: vllm, provider_type: "remote::vllm", config: {url: "%1$s"}}
                  - {provider_id: ollama, provider_type: "remote::ollama", config: {url: "%1$s"}}
                  - {provider_id: groq, provider_type: "remote::groq", config: {url: "%1$s", api_key: k}}
                  - {provider_id: together, provider_type: "remote::together", config: {url: "%1$s", api_key: k}}
                  - {provider_id: fireworks, provider_type: "remote::fireworks", config: {url: "%1$s", api_key: k}}
                  - {provider_id: cerebras, provider_type: "remote::cerebras", config: {base_url: "%1$s", api_key: k}}
                  - {provider_id: sambanova, provider_type: "remote::sambanova", config: {url: "%1$s", api_key: k}}
                  - {provider_id: nvidia, provider_type: "remote::nvidia", config: {url: "%1$s"}}
                  - {provider_id: claude, provider_type: "remote::anthropic", config: {url: "%1$s", api_key: k, api: openai}}
                  - {provider_id: gemini, provider_type: "remote::gemini", config: {url: "%1$s", api_key: k, api: openai}}
                  - provider_id: azure
                    provider_type: remote::openai-compat
                    config:
                      base_url: "%1$s"
                      api_key: sk-azure
                      api_key_header: api-key
                      headers: {X-Title: my secret title}
                  - provider_id: mistral
                    provider_type: remote::openai-compat
                    config:
                      base_url: "%1$s"
                      request:
                      - refused: [logprobs, top_logprobs, user]
                        renamed: {max_completion_tokens: max_tokens, seed: random_seed}
                        reworded: {tool_choice: {required: any}, "messages[].role": {developer: system}}
                """.formatted(stub.baseUrl()), Map.of("camelid.lossy", lossy));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "openai/gpt-4o    | \"max_tokens\":5,\"stop\":[\"x\"]          | \"max_tokens\":5,\"stop\":[\"x\"] | -",
                "openai/o4-mini   | \"max_tokens\":5,\"stop\":[\"x\"]          | \"max_completion_tokens\":5       | stop",
                "openai/gpt-5.1   | \"max_tokens\": 1e1                        | \"max_completion_tokens\": 1e1    | -",
                "openai/o3        | \"temperature\":0.5,\"top_p\":1,\"x\":1       | \"x\":1                           | temperature",
                "openai/gpt-5-mini-2025-08-07 | \"temperature\":1.0,\"top_p\":0.5,\"logprobs\":true,\"x\":1 | \"x\":1 | top_p,logprobs",
                "openai/ft:gpt-5:org | \"presence_penalty\":0,\"logit_bias\":{\"1\":1},\"x\":1 | \"x\":1             | logit_bias",
                "openai/gpt-5.2   | \"temperature\":0.5,\"logprobs\":true       | \"temperature\":0.5,\"logprobs\":true | -",
                "openai/gpt-5-chat-latest | \"temperature\":0.5              | \"temperature\":0.5             | -",
                "openai/gpt-5-chat-latest | \"max_tokens\":5                   | \"max_tokens\":5                  | -",
                "openai/gpt-4o    | \"tools\":[],\"tool_choice\":\"auto\",\"x\":1.0 | \"x\":1.0                    | -",
                "vllm/m           | \"tool_choice\":\"none\",\"top_k\":5       | \"top_k\":5                       | -",
                "ollama/m         | \"n\":2,\"tool_choice\":\"auto\"           | \"n\":1                           | n",
                "ollama/m         | \"max_completion_tokens\":5,\"user\":\"u\" | \"max_tokens\":5                  | user",
                "groq/m           | \"logprobs\":true,\"top_logprobs\":3,\"n\":1,\"seed\":7 | \"n\":1,\"seed\":7   | logprobs,top_logprobs",
                "groq/m           | \"stream_options\":null,\"x\":1            | \"x\":1                           | -",
                "groq/m           | \"logprobs\":false,\"seed\":null,\"x\":\"\\u00e9\" | \"x\":\"\\u00e9\"        | -",
                "together/m       | \"logprobs\":true,\"top_logprobs\":3       | \"logprobs\":1                    | top_logprobs",
                "fireworks/m      | \"top_logprobs\":20                        | \"top_logprobs\":4                | top_logprobs",
                "fireworks/m      | \"prompt_cache_key\":\"k\"                 | \"prompt_cache_isolation_key\":\"k\" | -",
                "cerebras/m       | \"frequency_penalty\":0,\"presence_penalty\":0.5,\"y\":1 | \"y\":1           | presence_penalty",
                "cerebras/m       | \"parallel_tool_calls\":true,\"y\":1       | \"y\":1                           | -",
                "sambanova/m      | \"logit_bias\":{},\"n\":1                  | \"n\":1                           | -",
                "nvidia/m         | \"store\":true,\"frequency_penalty\":1.0,\"stop\":null,\"y\":1 | \"y\":1   | store,frequency_penalty",
                "claude/m         | \"temperature\":1.5,\"seed\":1             | \"temperature\":1                 | temperature,seed",
                "claude/m         | \"response_format\":{\"type\":\"text\"},\"y\":1 | \"y\":1                      | -",
                "gemini/m         | \"store\":false,\"metadata\":{\"a\":\"b\"},\"n\":2 | \"n\":2                 | metadata",
                "gemini/m         | \"verbosity\":\"low\",\"web_search_options\":{},\"user\":\"u\",\"y\":1 | \"y\":1 | verbosity,web_search_options,user",
                "gemini/m         | \"functions\":[{\"name\":\"f\"}],\"function_call\":\"auto\",\"y\":1 | \"y\":1 | functions,function_call",
                "nvidia/m         | \"tools\":[],\"tool_choice\":\"auto\",\"y\":1 | \"y\":1                  | -",
                "vllm/m           | \"max_completion_tokens\":5             | \"max_tokens\":5                  | -",
                "mistral/m        | \"tool_choice\":\"required\",\"seed\":1    | \"tool_choice\":\"any\",\"random_seed\":1 | -",
                "openai/gpt-4o     | \"stop\":[],\"x\":1 | \"x\":1 | -",
                "ollama/m          | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"none\",\"parallel_tool_calls\":false,\"x\":1 | \"x\":1 | -",
                "ollama/m          | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"required\" | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}] | tool_choice",
                "claude/m          | \"stop\":\" \",\"x\":1 | \"x\":1 | stop",
                "claude/m          | \"stop\":[\"a\",\"\\n\"],\"x\":1 | \"stop\":[\"a\"],\"x\":1 | stop[1]",
                "claude/m          | \"stop\":[\" \",\"\\t\"],\"x\":1 | \"x\":1 | stop[0],stop[1]",
                "ollama/m | \"tools\":[],\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"x\":1 | \"x\":1 | -",
                "together/m | \"tools\":[],\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"x\":1 | \"x\":1 | -",
                "fireworks/m | \"tools\":[],\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"x\":1 | \"x\":1 | -",
                "cerebras/m | \"tools\":[],\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"x\":1 | \"x\":1 | -",
                "sambanova/m | \"tools\":[],\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"x\":1 | \"x\":1 | -",
                "claude/m | \"tools\":[],\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"x\":1 | \"x\":1 | -",
                "gemini/m | \"tools\":[],\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"x\":1 | \"x\":1 | -",
                "azure/m          | \"n\":3,\"logprobs\":true,\"stop\":[]      | \"n\":3,\"logprobs\":true,\"stop\":[] | -"
            })
    void theProviderGetsWhatItTakesAndTheClientIsToldOfTheRest(String model, String sent, String got, String lost) {
        HttpResponse<String> answer = gateway.post(CHAT, body(model, sent));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(stub.last().text()).isEqualTo(body(model.substring(model.indexOf('/') + 1), got));
        assertThat(answer.headers().firstValue("x-camelid-not-carried").orElse("-"))
                .isEqualTo(lost);
    }

    @Test
    void aNumberThatNobodyCanHoldIsTheClientsFault() {
        OpenAiError.of(gateway.post(CHAT, "{\"model\":\"groq/m\",\"n\":1e99999999999," + MESSAGES + "}"))
                .is(400, "invalid_request_error", null)
                .says("number");
    }

    @Test
    void whatIsInsideAMessageIsChangedThereAndNowhereElse() {
        HttpResponse<String> answer = gateway.post(CHAT, """
                {"model":"groq/m","messages":[ {"role" : "developer","content":"\\u0041 \\"developer\\""},
                 {"name":"bob", "role":"user","content":[{"type":"text","text":"name"}]} ],"temperature":1.0}""");

        assertThat(stub.last().text()).isEqualTo("""
                {"model":"m","messages":[ {"role" : "system","content":"\\u0041 \\"developer\\""},
                 {"role":"user","content":[{"type":"text","text":"name"}]} ],"temperature":1.0}""");
        assertThat(answer.headers().firstValue("x-camelid-not-carried")).contains("messages[1].name");
    }

    @Test
    void aListOfOneTextIsATextWhereListsAreRefused() {
        gateway.post(CHAT, """
                {"model":"sambanova/m","messages":[{"role":"user","content":[{"type":"text","text":"\\u00e9"}]}]}""");

        assertThat(stub.last().text())
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama/m", "sambanova/m"})
    void anImageOfTheWebIsRefusedWhereNobodyWouldLoadIt(String model) {
        int before = stub.requests().size();
        for (String url : List.of("https://localhost/a.png", "HTTP:\\/\\/localhost/" + "a".repeat(5000))) {
            OpenAiError.of(gateway.post(CHAT, image(model, url)))
                    .is(400, "invalid_request_error", "unsupported")
                    .blames("messages[0].content[1].image_url.url")
                    .says("data: URL");
        }
        HttpResponse<String> native_ = gateway.post("/v1/inference/chat-completion", """
                {"model_id":"%s","messages":[{"role":"user","content":{"type":"image","image":{"url":{"uri":"http://a"}}}}]}""".formatted(model));
        assertThat(native_.statusCode()).isEqualTo(400);
        assertThat(json(native_.body()).path("detail").textValue()).contains("data: URL");
        assertThat(stub.requests()).hasSize(before);

        String data = "data:image\\/png;base64," + "iVBO".repeat(1000);
        assertThat(gateway.post(CHAT, image(model, data)).statusCode()).isEqualTo(200);
        assertThat(stub.last().text()).isEqualTo(image("m", data));
    }

    private static String image(String model, String url) {
        return """
                {"model":"%s","messages":[{"role":"user","content":[{"type":"text","text":"http://a"},
                 {"type":"image_url","image_url":{"url":"%s"}}]}]}""".formatted(model, url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {"[ \"P\" ] | \"P\"", "\"P\" | \"P\"", "[\"P\",\"b\"] | -", "[1,2] | -", "[[1,2]] | -"})
    void ollamaGetsAPromptAsText(String prompt, String got) {
        for (String word : List.of("a", "\\u00e9" + "a".repeat(5000))) {
            int before = stub.requests().size();
            HttpResponse<String> answer = gateway.post("/v1/completions", """
                    {"model":"ollama/m","prompt":%s,"x":1.0}""".formatted(prompt.replace("P", word)));

            if (got.equals("-")) {
                OpenAiError.of(answer)
                        .is(400, "invalid_request_error", "unsupported")
                        .blames("prompt");
                assertThat(stub.requests()).hasSize(before);
            } else {
                assertThat(stub.last().text()).isEqualTo("""
                        {"model":"m","prompt":%s,"x":1.0}""".formatted(got.replace("P", word)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<|begin_of_text|>", "\\u003c|begin_of_text|\\u003E"})
    void fireworksGetsAPromptWithoutTheMarkerThatItWritesItself(String marker) {
        for (String text : List.of("", "a", "<|begin_of_text|>", "\\u00e9é" + "a".repeat(5000))) {
            HttpResponse<String> answer = gateway.post("/v1/completions", """
                    {"model":"fireworks/m","prompt": "%s","logprobs":9}""".formatted(marker + text));

            assertThat(stub.last().text()).isEqualTo("""
                    {"model":"m","prompt": "%s","logprobs":4}""".formatted(text));
            assertThat(answer.headers().firstValue("x-camelid-not-carried")).contains("logprobs");
        }
        gateway.post("/v1/inference/completion", """
                {"model_id":"fireworks/m","content":"%sHi"}""".formatted(marker));
        assertThat(json(stub.last().text()).path("prompt").textValue()).isEqualTo("Hi");
    }

    @Test
    void theKeyAndTheHeadersGoAsTheConfigSaysAndAreShownNowhere() {
        gateway.post(CHAT, body("azure/m", "\"y\":1"));

        assertThat(stub.last().headers())
                .containsEntry("api-key", "sk-azure")
                .containsEntry("x-title", "my secret title")
                .doesNotContainKey("authorization");
        assertThat(gateway.get("/v1/providers").body())
                .contains("azure")
                .doesNotContain("secret", "X-Title", "sk-azure");
    }

    @Test
    void aLossIsRefusedWhereTheOperatorWantsThat() {
        try (Gateway strict = gateway("reject")) {
            int before = stub.requests().size();
            HttpResponse<String> refused = strict.post(CHAT, body("groq/m", "\"logit_bias\":{\"5\":1}"));
            HttpResponse<String> native_ = strict.post("/v1/inference/chat-completion", """
                    {"model_id":"groq/m","messages":[{"role":"user","content":"Hi"}],"logprobs":{"top_k":2}}""");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(OpenAiError.of(refused).message()).contains("logit_bias");
            assertThat(native_.statusCode()).isEqualTo(400);
            assertThat(json(native_.body()).path("detail").textValue()).contains("logprobs.top_k");
            assertThat(stub.requests()).hasSize(before);
            assertThat(strict.post(CHAT, body("groq/m", "\"logit_bias\":{}")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theOtherDoorIsToldInItsOwnPaths() {
        HttpResponse<String> answer = gateway.post("/v1/inference/chat-completion", """
                {"model_id":"claude/m","messages":[{"role":"system","content":"a"},{"role":"user","content":"Hi"}],
                 "sampling_params":{"strategy":{"type":"top_p","temperature":1.5,"top_p":0.5},"max_tokens":3},
                 "logprobs":{"top_k":2}}""");

        assertThat(answer.headers()
                        .firstValue("x-camelid-not-carried")
                        .orElse("")
                        .split(","))
                .containsExactlyInAnyOrder("sampling_params.strategy.temperature", "logprobs", "logprobs.top_k");
        assertThat(json(stub.last().text())).hasToString(json("""
                {"model":"m","messages":[{"role":"system","content":"a"},{"role":"user","content":"Hi"}],
                 "temperature":1,"top_p":0.5,"max_tokens":3}""").toString());
    }

    @Test
    void theOtherDoorsWordsAreTheProvidersToo() {
        gateway.post("/v1/inference/chat-completion", """
                {"model_id":"mistral/m","messages":[{"role":"user","content":"Hi"}],
                 "tools":[{"tool_name":"f"}],"tool_config":{"tool_choice":"required"}}""");
        assertThat(json(stub.last().text()).path("tool_choice").textValue()).isEqualTo("any");

        gateway.post("/v1/inference/chat-completion", """
                {"model_id":"openai/o3","messages":[{"role":"user","content":"Hi"}],"sampling_params":{"max_tokens":3}}""");
        assertThat(json(stub.last().text()).path("max_completion_tokens").intValue())
                .isEqualTo(3);
    }

    private static String body(String model, String members) {
        return "{\"model\":\"" + model + "\"," + MESSAGES + "," + members + "}";
    }
}
