package io.camelid.gateway;

import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What of an answer has no place in the client's format is told: in the header, and at a stream's end in the log. */
class AnswerLossesTest {

    private static final String NATIVE = "/v1/inference/chat-completion";
    private static final String OPEN_AI = "/v1/chat/completions";

    private static StubProvider stub;
    private static Gateway gateway;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void start() {
        stub = new StubProvider(AnswerLossesTest::answer);
        gateway = gateway("report");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
        logger().setLevel(Level.INFO);
        logger().setAdditive(false);
    }

    @AfterEach
    void listenNoMore() {
        logger().detachAppender(log);
        logger().setLevel(null);
        logger().setAdditive(true);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.camelid.camel.NotCarried");
    }

    private static Gateway gateway(String lossy) {
        return Gateway.start("""
                providers:
                  inference:
                  - {provider_id: plain, provider_type: "remote::openai-compat", config: {base_url: "%1$s"}}
                  - {provider_id: claude, provider_type: "remote::anthropic", config: {base_url: "%1$s", api_key: "k"}}
                  - {provider_id: gem, provider_type: "remote::gemini", config: {base_url: "%1$s", api_key: "k"}}
                  - {provider_id: stack, provider_type: "remote::llama-stack", config: {url: "%1$s"}}
                """.formatted(stub.baseUrl()), Map.of("camelid.lossy", lossy));
    }

    private static void answer(StubProvider.Request request, StubProvider.Connection connection) throws IOException {
        String body = request.text();
        if (request.path().endsWith("/messages")) {
            anthropic(connection);
        } else if (request.path().contains(":generateContent")) {
            connection.json(200, """
                    {"candidates":[{"content":{"role":"model","parts":[{"text":"hi"}]},"finishReason":"STOP","index":0,
                      "groundingMetadata":{"webSearchQueries":["hi"]},"safetyRatings":[]}],"modelVersion":"m"}
                    """);
        } else if (request.path().contains("/inference/")) {
            connection.json(200, """
                    {"completion_message":{"role":"assistant","content":"hi","stop_reason":"end_of_turn"},
                     "metrics":[{"metric":"latency","value":0.5,"unit":"s"}],"logprobs":null}
                    """);
        } else if (body.contains("\"stream\":true")) {
            stream(connection, body.contains("broken"));
        } else {
            openAi(connection, body.contains("filtered"));
        }
    }

    private static void openAi(StubProvider.Connection connection, boolean filtered) throws IOException {
        connection.json(200, """
                {"id":"1","object":"chat.completion","created":1,"model":"m","service_tier":"default",
                 "choices":[{"index":0,"finish_reason":"%s","logprobs":null,
                  "message":{"role":"assistant","content":"hi","refusal":null,"reasoning_content":"Hm.",
                   "annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example"}}],
                   "audio":{"id":"a","data":"UklG","expires_at":1,"transcript":"hi"}}}],
                 "usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4,
                  "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}
                """.formatted(filtered ? "content_filter" : "stop"));
    }

    private static void anthropic(StubProvider.Connection connection) throws IOException {
        connection.json(200, """
                {"id":"1","type":"message","role":"assistant","model":"m","stop_reason":"end_turn","stop_sequence":null,
                 "content":[{"type":"thinking","thinking":"Hm.","signature":"c2ln"},{"type":"text","text":"hi",
                  "citations":[{"type":"char_location","cited_text":"hi","document_index":0}]}],
                 "usage":{"input_tokens":3,"output_tokens":1}}
                """);
    }

    private static void stream(StubProvider.Connection connection, boolean broken) throws IOException {
        connection.beginStream();
        String[] events = {
            "{\"system_fingerprint\":\"fp\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
            "{\"system_fingerprint\":\"fp\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm.\"}}]}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\" Hm.\"}}]}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\",\"annotations\":[{\"type\":\"x\"}]}}]}"
        };
        for (String event : events) {
            connection.send("data: " + event + "\n\n");
        }
        if (!broken) {
            connection.send("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
            connection.send("data: [DONE]\n\n");
        }
        connection.endStream();
    }

    private static HttpResponse<String> ask(Gateway at, String path, String model, String fields) {
        String name = path.equals(NATIVE) ? "model_id" : "model";
        return at.post(path, """
                {"%s":"%s","messages":[{"role":"user","content":"Hi"}]%s}
                """.formatted(name, model, fields).strip());
    }

    private static Optional<String> header(HttpResponse<String> got) {
        return got.headers().firstValue("x-camelid-not-carried");
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void anOpenAiAnswerOverTheLlamaStackDoorNamesWhatHasNoPlaceThere() {
        String lost = "response.service_tier,response.choices[0].message.annotations,"
                + "response.choices[0].message.audio,response.choices[0].message.reasoning_content";

        HttpResponse<String> got = ask(gateway, NATIVE, "plain/m", "");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(header(got)).contains(lost);
        assertThat(lines()).containsExactly("Not carried: " + lost);
    }

    @Test
    void thatContentWasWithheldIsTold() {
        assertThat(header(ask(gateway, NATIVE, "plain/filtered", "")).orElse(""))
                .endsWith(",response.choices[0].finish_reason");
    }

    @Test
    void requestAndAnswerShareTheHeader() {
        HttpResponse<String> got = ask(gateway, OPEN_AI, "gem/m", ",\"user\":\"u\"");

        assertThat(json(got.body()).at("/choices/0/message/content").textValue())
                .isEqualTo("hi");
        assertThat(header(got)).contains("user,response.candidates[0].groundingMetadata");
    }

    @Test
    void citationsOfAnthropicsAreToldToAnOpenAiClientAndThoughtsReachIt() {
        HttpResponse<String> got = ask(gateway, OPEN_AI, "claude/m", "");

        assertThat(json(got.body()).at("/choices/0/message/reasoning_content").textValue())
                .isEqualTo("Hm.");
        assertThat(header(got)).contains("response.content[1].citations");
    }

    @Test
    void thoughtsOfAnthropicsAreToldToALlamaStackClient() {
        assertThat(header(ask(gateway, NATIVE, "claude/m", "")))
                .contains("response.content[1].citations,response.content[0].thinking");
    }

    @Test
    void aMetricThatIsNoCountOfTokensIsToldToAnOpenAiClient() {
        assertThat(header(ask(gateway, OPEN_AI, "stack/m", ""))).contains("response.metrics[0].value");
    }

    @Test
    void aProxiedAnswerLosesNothing() {
        HttpResponse<String> got = ask(gateway, OPEN_AI, "plain/m", "");

        assertThat(json(got.body()).at("/choices/0/message/audio/id").textValue())
                .isEqualTo("a");
        assertThat(header(got)).isEmpty();
    }

    @Test
    void aStreamTellsInTheHeaderWhatItsFirstEventLosesAndInTheLogAllOnce() {
        HttpResponse<String> got = ask(gateway, NATIVE, "plain/m", ",\"stream\":true");

        assertThat(header(got).orElse("")).startsWith("response.system_fingerprint");
        assertThat(got.body()).contains("\"complete\"").doesNotContain("Hm.");
        Await.until("a line in the log", () -> !lines().isEmpty());
        assertThat(lines())
                .containsExactly("Not carried: response.system_fingerprint,response.choices[0].delta.annotations,"
                        + "response.choices[0].delta.reasoning_content");
    }

    @Test
    void aStreamThatBreaksOffTellsWhatItLostTillThen() {
        HttpResponse<String> got = ask(gateway, NATIVE, "plain/broken", ",\"stream\":true");

        assertThat(got.body()).contains("\"error\"");
        Await.until("a line in the log", () -> !lines().isEmpty());
        assertThat(lines().getFirst()).contains("response.choices[0].delta.reasoning_content");
    }

    @Test
    void anAnswerIsNeverRefusedForWhatItLoses() {
        try (Gateway strict = gateway("reject")) {
            HttpResponse<String> answered = ask(strict, NATIVE, "plain/m", "");
            HttpResponse<String> refused = ask(strict, OPEN_AI, "gem/m", ",\"user\":\"u\"");

            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(header(answered).orElse("")).contains("response.choices[0].message.audio");
            assertThat(refused.statusCode()).isEqualTo(400);
        }
    }
}
