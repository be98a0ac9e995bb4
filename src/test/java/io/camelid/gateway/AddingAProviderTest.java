package io.camelid.gateway;

import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The YAML of docs/adding-a-provider.md, as it stands there but for the addresses: a provider is no Java. */
class AddingAProviderTest {

    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    /** Addresses in the document, whose place a stub takes. */
    private static final Pattern ADDRESS = Pattern.compile("(url: )\"?https?://[^\",}\\s]+\"?");

    private static StubProvider stub;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        stub = StubProvider.json(200, """
                {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                 "message":{"role":"assistant","content":"Good day","refusal":null},"logprobs":null,"finish_reason":"stop"}]}
                """);
        gateway = Gateway.start(file(), Map.of());
    }

    /** All entries of the document under one {@code providers} and one {@code models}. */
    private static String file() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("docs", "adding-a-provider.md")))
                .results()
                .map(it -> it.group(1))
                .filter(it -> it.contains("provider_id"))
                .toList();
        assertThat(blocks).hasSize(6);
        return "providers:\n  inference:\n" + lines(blocks, "  ") + "models:\n" + lines(blocks, "- {model_id");
    }

    private static String lines(List<String> blocks, String start) {
        return blocks.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(start) && !line.strip().equals("inference:"))
                .map(line -> ADDRESS.matcher(line).replaceAll("$1\"" + stub.baseUrl() + "\"") + "\n")
                .collect(Collectors.joining());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    @Test
    void threeLinesServeAnyModelOfAServerThatSpeaksOpenAi() {
        assertThat(said(ask("local/any", ""))).isEqualTo("Good day");
        assertThat(json(stub.last().text()).path("model").textValue()).isEqualTo("any");
        assertThat(stub.last().headers()).doesNotContainKey("authorization");

        gateway.post(
                Chat.PATH,
                Chat.request("local/any", false),
                "X-LlamaStack-Provider-Data",
                "{\"local_api_key\": \"theirs\"}");
        assertThat(stub.last().headers()).containsEntry("authorization", "Bearer theirs");
    }

    @Test
    void aModelHasANameOfOnesOwn() {
        HttpResponse<String> answer = ask("fast", "");

        assertThat(json(answer.body()).path("model").textValue()).isEqualTo("fast");
        assertThat(json(stub.last().text()).path("model").textValue()).isEqualTo("qwen3-4b");
        assertThat(gateway.get("/v1/models/fast").statusCode()).isEqualTo(200);
    }

    @Test
    void headersAreTheProviders() {
        gateway.post(
                Chat.PATH,
                Chat.request("azure/gpt", false),
                "X-LlamaStack-Provider-Data",
                "{\"azure_api_key\": \"theirs\"}");

        assertThat(stub.last().headers()).containsEntry("api-key", "theirs").containsEntry("x-title", "my app");
    }

    @Test
    void rulesAreFollowedAndTold() {
        HttpResponse<String> answer = ask(
                "mistral/small",
                "\"user\":\"ada\",\"max_completion_tokens\":5,\"seed\":7,\"stop\":null,\"tools\":[{\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"required\",");

        assertThat(answer.headers().firstValue("x-camelid-not-carried")).contains("user");
        assertThat(json(stub.last().text())).isEqualTo(json("""
                        {"model":"small","max_tokens":5,"random_seed":7,
                         "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"any",
                         "messages":[{"role":"user","content":"Hi"}]}
                        """));
    }

    @Test
    void aModelThatNobodyKnewIsAskedAsItsRowSays() {
        ask("messages/thinker-2", "\"temperature\":0.5,");
        JsonNode known = json(stub.last().text());
        ask("messages/other", "\"temperature\":0.5,");
        JsonNode other = json(stub.last().text());

        assertThat(known.path("max_tokens").intValue()).isEqualTo(128_000);
        assertThat(known.has("temperature")).isFalse();
        assertThat(other.path("max_tokens").intValue()).isEqualTo(8_192);
        assertThat(other.path("temperature").doubleValue()).isEqualTo(0.5);
        assertThat(stub.last().headers()).containsEntry("anthropic-version", "2023-06-01");
    }

    @Test
    void aBareLlamaGetsItsToolsInWords() {
        ask("llama", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}],");

        assertThat(json(stub.last().text()).has("tools")).isFalse();
        assertThat(stub.last().text()).contains("get_weather").contains("\"model\":\"my-llama\"");
    }

    private static HttpResponse<String> ask(String model, String members) {
        return gateway.post(
                Chat.PATH,
                "{\"model\":\"%s\",%s\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}".formatted(model, members));
    }

    private static String said(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).at("/choices/0/message/content").textValue();
    }
}
