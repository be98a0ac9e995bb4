package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of a gateway as shipped: health, meters, the ready line, and one line for each request. */
class ObservabilityTest {

    private static final String ANSWER = """
            {"model":"stub-model","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}
            """;

    private static final String USAGE =
            "{\"model\":\"stub-model\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}}";

    private static final Pattern MILLIS = Pattern.compile("millis=\\d+");

    private final int managementPort = freePort();
    private final LogLines ready = LogLines.of("io.camelid.Camelid");
    private final LogLines requests = LogLines.of("io.camelid.requests");
    private StubProvider stub;
    private Gateway gateway;

    /** Lines there are once the request that is looked at is answered. */
    private int lines = 1;

    @BeforeEach
    void start() {
        stub = new StubProvider(ObservabilityTest::answer);
        gateway = Gateway.before(
                stub,
                Map.of(
                        "camel.management.enabled",
                        "true",
                        "camel.management.port",
                        String.valueOf(managementPort),
                        "camel.metrics.enabled",
                        "true",
                        "camelid.max-header-bytes",
                        "4096"));
    }

    private static void answer(StubProvider.Request request, StubProvider.Connection connection) throws IOException {
        if (request.text().contains("fail")) {
            connection.json(500, "{\"error\":{\"message\":\"no\"}}");
        } else if (request.text().contains("\"stream\":true")) {
            connection.beginStream();
            for (String event : List.of(Chat.HELLO, Chat.STOP, USAGE, "[DONE]")) {
                connection.send("data: " + event + "\n\n");
            }
            connection.endStream();
        } else {
            connection.json(200, ANSWER);
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
        stub.close();
        ready.close();
        requests.close();
    }

    @Test
    void itIsHealthy() {
        HttpResponse<String> health = manage("/observe/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(Sse.json(health.body()).path("status").textValue()).isEqualTo("UP");
    }

    @Test
    void itSaysOnceThatItIsReadyWhereAndForWhichModels() {
        assertThat(ready.events())
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Camelid is ready: base URL %s, models gpt-x".formatted(gateway.baseUrl()));
    }

    @Test
    void meters() {
        ask("gpt-x", false);
        ask("gpt-x", true);
        ask("stub/anything", false);
        ask("stub/anything-else", false);
        requests.await(
                4); // a request is counted after its answer is out: the last word on the provider is the next one's
        assertThat(ask("stub/fail", false).statusCode()).isEqualTo(502);
        assertThat(ask("nobody", false).statusCode()).isEqualTo(404);
        requests.await(6);

        assertThat(meterLines())
                .containsExactlyInAnyOrder(
                        duration("chat", "", "stub", "gpt-x", 200, 2),
                        duration("chat", "", "stub", "other", 200, 2),
                        duration("chat", "provider_unavailable", "stub", "other", 502, 1),
                        duration("chat", "model_not_found", "", "", 404, 1),
                        "gen_ai_server_time_to_first_token_seconds_count{%s} 1".formatted(labels("stub", "gpt-x")),
                        tokens("sum", "gpt-x", "input", "6.0"),
                        tokens("sum", "gpt-x", "output", "10.0"),
                        tokens("sum", "other", "input", "6.0"),
                        tokens("sum", "other", "output", "10.0"),
                        tokens("count", "gpt-x", "input", "2"),
                        tokens("count", "gpt-x", "output", "2"),
                        tokens("count", "other", "input", "2"),
                        tokens("count", "other", "output", "2"),
                        "camelid_provider_up{gen_ai_provider_name=\"stub\"} 0.0");
        assertThat(buckets("gen_ai_client_token_usage_bucket{%s,gen_ai_token_type=\"output\""
                        .formatted(labels("stub", "gpt-x"))))
                .startsWith("le=\"1.0\"} 0", "le=\"4.0\"} 0", "le=\"16.0\"} 2")
                .endsWith("le=\"6.7108864E7\"} 2", "le=\"+Inf\"} 2");
        assertThat(buckets("gen_ai_server_time_to_first_token_seconds_bucket"))
                .hasSize(15)
                .last()
                .isEqualTo("le=\"+Inf\"} 1");
    }

    @Test
    void requestsThatNoRouteSeesAreCountedToo() {
        malformed("nonsense\r\n\r\n");
        malformed("GET * HTTP/1.1\r\nhost: x\r\n\r\n");
        requests.await(2);

        assertThat(meterLines())
                .containsExactlyInAnyOrder(
                        duration("", "invalid_request", "", "", 400, 1), duration("", "unknown_url", "", "", 404, 1));
    }

    @Test
    void eachRequestIsOneLine() {
        ask("gpt-x", false, "x-request-id", "r-1");
        assertLine("r-1", "chat status=200 millis=# model=gpt-x provider=stub tokens=3+5");

        ask("gpt-x", true, "x-request-id", "r-2");
        assertLine("r-2", "chat status=200 millis=# model=gpt-x provider=stub first_event_millis=# tokens=3+5");

        ask("stub/fail", true, "x-request-id", "r-3");
        assertLine("r-3", "chat status=502 millis=# model=stub/fail provider=stub error=PROVIDER_UNAVAILABLE");

        ask("nobody", false, "x-request-id", "r-4");
        assertLine("r-4", "chat status=404 millis=# model=nobody error=MODEL_NOT_FOUND");

        ask("n\\nobody" + "y".repeat(300), false, "x-request-id", "r-long");
        assertLine("r-long", "chat status=404 millis=# model=n?obody" + "y".repeat(193) + "... error=MODEL_NOT_FOUND");

        gateway.send(
                gateway.request("/v1/nowhere").header("x-request-id", "r-5").GET());
        assertLine("r-5", "request status=404 millis=# error=UNKNOWN_URL");

        malformed("GET * HTTP/1.1\r\nhost: x\r\nx-request-id: r-6\r\n\r\n");
        assertLine("r-6", "request status=404 millis=# error=UNKNOWN_URL");

        malformed("GET /v1/models HTTP/1.1\r\nhost: x\r\nx: " + "x".repeat(5000) + "\r\n\r\n");
        assertThat(lastLine()).isEqualTo("request status=431 millis=# error=HEADERS_TOO_LARGE");
        assertThat(requests.events())
                .hasSize(8)
                .allSatisfy(it -> assertThat(it.getLevel()).isEqualTo(Level.INFO));
    }

    /** The line of the last request, and that it is the only one. */
    private void assertLine(String id, String line) {
        assertThat(lastLine()).isEqualTo(line);
        assertThat(requests.events())
                .filteredOn(it -> id.equals(it.getMDCPropertyMap().get("request")))
                .hasSize(1);
        lines++;
    }

    private String lastLine() {
        ILoggingEvent last = requests.await(lines).getLast();
        return MILLIS.matcher(last.getFormattedMessage()).replaceAll("millis=#");
    }

    private HttpResponse<String> ask(String model, boolean stream, String... headers) {
        return gateway.post(Chat.PATH, Chat.request(model, stream), headers);
    }

    private void malformed(String request) {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(request);
            client.readAll();
        }
    }

    private HttpResponse<String> manage(String path) {
        return gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)));
    }

    /** Our own meters: what they count, without times, maxima and buckets. */
    private List<String> meterLines() {
        return metrics()
                .filter(it -> it.startsWith("gen_ai_") || it.startsWith("camelid_"))
                .filter(it -> !it.contains("_seconds_sum{") && !it.contains("_max{") && !it.contains("_bucket{"))
                .toList();
    }

    /** The upper bounds of a histogram, and how many lie below. */
    private List<String> buckets(String start) {
        return metrics()
                .filter(it -> it.startsWith(start))
                .map(it -> it.substring(it.indexOf("le=")))
                .toList();
    }

    private Stream<String> metrics() {
        return manage("/observe/metrics").body().lines();
    }

    private static String duration(String operation, String error, String provider, String model, int status, int n) {
        return "gen_ai_server_request_duration_seconds_count{error_type=\"%s\",gen_ai_operation_name=\"%s\",%s,http_response_status_code=\"%d\"} %d"
                .formatted(error, operation, names(provider, model), status, n);
    }

    private static String tokens(String what, String model, String type, String n) {
        return "gen_ai_client_token_usage_%s{%s,gen_ai_token_type=\"%s\"} %s"
                .formatted(what, labels("stub", model), type, n);
    }

    private static String labels(String provider, String model) {
        return "gen_ai_operation_name=\"chat\"," + names(provider, model);
    }

    private static String names(String provider, String model) {
        return "gen_ai_provider_name=\"%s\",gen_ai_request_model=\"%s\"".formatted(provider, model);
    }

    private static int freePort() {
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return once.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
