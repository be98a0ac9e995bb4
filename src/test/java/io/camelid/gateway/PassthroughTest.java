package io.camelid.gateway;

import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code remote::passthrough}: where the config does not say, each request brings address and key. */
class PassthroughTest {

    private static final String DATA = "X-LlamaStack-Provider-Data";
    private static final String ANSWER =
            "{\"completion_message\":{\"role\":\"assistant\",\"content\":\"Hi\",\"stop_reason\":\"end_of_turn\"}}";

    private static StubProvider configured;
    private static StubProvider requested;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        configured = StubProvider.json(200, ANSWER);
        requested = StubProvider.json(200, ANSWER);
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: open, provider_type: "remote::passthrough", config: {api_key: operators}}
                  - {provider_id: fixed, provider_type: "remote::passthrough", config: {url: "%1$s", api_key: operators}}
                  - {provider_id: other, provider_type: "remote::llama-stack", config: {url: "%1$s"}}
                """.formatted(configured.baseUrl()), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        configured.close();
        requested.close();
    }

    private static HttpResponse<String> ask(String provider, String data) {
        return gateway.post("/v1/inference/chat-completion", """
                {"model_id":"%s/m","messages":[{"role":"user","content":"Hi"}]}
                """.formatted(provider), DATA, data);
    }

    @Test
    void aRequestMayBringItsAddressAndKey() {
        String host = requested.baseUrl().replace("/v1", "");

        HttpResponse<String> got =
                ask("open", "{\"passthrough_url\":\"%s\",\"passthrough_api_key\":\"mine\"}".formatted(host));

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(requested.last().path()).isEqualTo("/v1/inference/chat-completion");
        assertThat(requested.last().headers()).containsEntry("authorization", "Bearer mine");
        assertThat(requested.last().headers()).doesNotContainKey("x-llamastack-provider-data");
    }

    @Test
    void theOperatorsKeyNeverGoesToACallersAddress() {
        ask("open", "{\"passthrough_url\":\"%s\"}".formatted(requested.baseUrl()));

        assertThat(requested.last().headers()).doesNotContainKey("authorization");
    }

    @Test
    void theConfigWins() {
        int before = requested.requests().size();

        ask("fixed", "{\"passthrough_url\":\"%s\",\"passthrough_api_key\":\"mine\"}".formatted(requested.baseUrl()));

        assertThat(requested.requests()).hasSize(before);
        assertThat(configured.last().headers()).containsEntry("authorization", "Bearer operators");
    }

    @Test
    void noOtherProviderTakesAnAddressFromARequest() {
        int before = requested.requests().size();

        ask("other", "{\"passthrough_url\":\"%s\"}".formatted(requested.baseUrl()));

        assertThat(requested.requests()).hasSize(before);
        assertThat(configured.last().path()).isEqualTo("/v1/inference/chat-completion");
    }

    @Test
    void aRequestWithoutAnAddressIsToldHowToBringOne() {
        HttpResponse<String> got = ask("open", "{}");

        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(json(got.body()).path("detail").textValue()).contains("passthrough_url");
    }

    @Test
    void anAddressThatIsNotHttpIsRefused() {
        for (String url :
                new String[] {"file:///etc/passwd", "direct:flow-send", "http://u:p@host", "host:80", "http://h?a=b"}) {
            HttpResponse<String> got = ask("open", "{\"passthrough_url\":\"%s\"}".formatted(url));

            assertThat(got.statusCode()).isEqualTo(400);
            assertThat(json(got.body()).path("detail").textValue()).contains("passthrough_url");
        }
    }
}
