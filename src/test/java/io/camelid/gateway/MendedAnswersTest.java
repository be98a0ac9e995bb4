package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.Mended;
import io.camelid.ScriptedProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A provider's answers that would make a client fail, over real HTTP. */
class MendedAnswersTest {

    private static final String ASK = "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]%s}";

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.before(PROVIDER.stub());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @Test
    void aWholeAnswer() {
        PROVIDER.answersJson(
                200,
                "{\"model\":\"stub-model\",\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":"
                        + "[{\"function\":{\"name\":\"f\",\"arguments\":{\"a\": 1.0}}}]},\"finish_reason\":\"\"}],\"z\":1e-7}");

        assertThat(Mended.withoutIds(
                        gateway.post("/v1/chat/completions", ASK.formatted("")).body()))
                .isEqualTo("{\"model\":\"gpt-x\",\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":"
                        + "[{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\": 1.0}\"},\"id\":\"call_…\",\"type\":\"function\"}]},"
                        + "\"finish_reason\":\"tool_calls\",\"index\":0}],\"z\":1e-7}");
    }

    @Test
    void logprobsAsCompletionsHaveThem() {
        PROVIDER.answersJson(
                200,
                "{\"model\":\"stub-model\",\"choices\":[{\"index\":0,\"logprobs\":{\"tokens\":[\"a\"],\"token_logprobs\":[-0.5]},"
                        + "\"message\":{\"content\":\"a\"},\"finish_reason\":\"eos\"}]}");

        assertThat(gateway.post("/v1/chat/completions", ASK.formatted(",\"logprobs\":true"))
                        .body())
                .isEqualTo(
                        "{\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"logprobs\":{\"tokens\":[\"a\"],\"token_logprobs\":[-0.5],"
                                + "\"content\":[{\"token\":\"a\",\"logprob\":-0.5,\"bytes\":[97],\"top_logprobs\":[]}],\"refusal\":null},"
                                + "\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}");
    }

    @Test
    void aStream() {
        PROVIDER.answersBody(200, "text/event-stream", """
                data: {"model":"stub-model","usage":{"prompt_tokens":1}}

                data: {"model":"stub-model","choices":[{"delta":{"tool_calls":{"id":"a","function":{"name":"f","arguments":""}}},"finish_reason":""}]}

                data: {"model":"stub-model","choices":[{"delta":{"tool_calls":[{"function":{"arguments":"{}"}},{"id":"","function":{"name":"g"}}]}}]}

                data: {"model":"stub-model","choices":[{"finish_reason":"tool_use"}]}

                data: [DONE]

                """);

        String got = gateway.post("/v1/chat/completions", ASK.formatted(",\"stream\":true"))
                .body();

        assertThat(Mended.withoutIds(got)).isEqualTo("""
                data: {"model":"gpt-x","usage":{"prompt_tokens":1},"choices":[]}

                data: {"model":"gpt-x","choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":""},"index":0,"type":"function"}]},"finish_reason":null,"index":0}]}

                data: {"model":"gpt-x","choices":[{"delta":{"tool_calls":[{"function":{"arguments":"{}"},"index":0},{"id":"call_…","function":{"name":"g"},"index":1,"type":"function"}]},"index":0}]}

                data: {"model":"gpt-x","choices":[{"finish_reason":"tool_calls","index":0,"delta":{}}]}

                data: [DONE]

                """);
    }
}
