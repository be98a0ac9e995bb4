package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator sees of requests: health, meters, one line each, and the line that says that the gateway is ready. */
class ObservabilityTest {

    private static final Logger REQUESTS = (Logger) LoggerFactory.getLogger("io.camelid.requests");
    private static final Logger READY = (Logger) LoggerFactory.getLogger("io.camelid.Camelid");
    private static final ListAppender<ILoggingEvent> SAID = new ListAppender<>();
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";
    private static final String PROVIDER = "gen_ai_provider_name=\"stub\"";
    private static final int MANAGEMENT = freePort();

    private static final ScriptedProvider STUB = new ScriptedProvider();
    private static Gateway gateway;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeAll
    static void start() {
        REQUESTS.setLevel(Level.INFO);
        READY.setLevel(Level.INFO);
        SAID.start();
        READY.addAppender(SAID);
        gateway = Gateway.before(
                STUB.stub(),
                Map.of(
                        "camel.management.enabled", "true",
                        "camel.management.port", "" + MANAGEMENT,
                        "camel.metrics.enabled", "true"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        STUB.close();
        READY.detachAppender(SAID);
        READY.setLevel(null);
        REQUESTS.setLevel(null);
    }

    @BeforeEach
    void listen() {
        lines.start();
        REQUESTS.addAppender(lines);
    }

    @AfterEach
    void leave() {
        REQUESTS.detachAppender(lines);
    }

    @Test
    void theStartSaysWhereToCallAndWhatIsThere() {
        assertThat(SAID.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:" + gateway.port() + "/v1", "gpt-x");
    }

    @Test
    void itIsHealthy() {
        HttpResponse<String> health = managed("/observe/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"UP\"");
    }

    @Test
    void eachRequestIsOneLineAndIsCountedByBoundedLabels() throws InterruptedException {
        STUB.answersJson(
                200,
                "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                        + USAGE + "}");
        assertThat(gateway.post(Chat.PATH, Chat.request("gpt-x", false)).statusCode())
                .isEqualTo(200);
        assertThat(gateway.post(Chat.PATH, Chat.request("stub/made-up-by-a-client", false))
                        .statusCode())
                .isEqualTo(200);
        STUB.answers((request, connection) -> {
            connection.beginStream();
            connection.send("data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                    + USAGE + "}\n\ndata: [DONE]\n\n");
            connection.endStream();
        });
        assertThat(gateway.post(Chat.PATH, Chat.request("gpt-x", true)).statusCode())
                .isEqualTo(200);
        assertThat(up()).isEqualTo("1.0");
        STUB.answersJson(500, "{\"error\":{\"message\":\"no\"}}");
        HttpResponse<String> failed = gateway.post(Chat.PATH, Chat.request("gpt-x", false));
        assertThat(gateway.post(Chat.PATH, Chat.request("nobody", false)).statusCode())
                .isEqualTo(404);

        Await.until("five lines", () -> lines.list.size() >= 5);
        assertThat(lines.list)
                .hasSize(5)
                .allSatisfy(
                        it -> assertThat(it.getMDCPropertyMap().get("request")).startsWith("req_"))
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        it -> assertThat(it)
                                .matches("chat status=200 millis=\\d+ model=gpt-x provider=stub tokens=3\\+2"),
                        it -> assertThat(it)
                                .matches("chat status=200 millis=\\d+ model=stub/made-up-by-a-client provider=stub"
                                        + " tokens=3\\+2"),
                        it -> assertThat(it)
                                .matches("chat status=200 millis=\\d+ model=gpt-x provider=stub"
                                        + " first_event_millis=\\d+ tokens=3\\+2"),
                        it -> assertThat(it)
                                .matches("chat status=\\d+ millis=\\d+ model=gpt-x provider=stub error=PROVIDER_\\w+"),
                        it -> assertThat(it).matches("chat status=404 millis=\\d+ error=MODEL_NOT_FOUND"));
        assertThat(lines.list.get(3).getMDCPropertyMap())
                .containsEntry(
                        "request", failed.headers().firstValue("x-request-id").orElseThrow());

        List<String> meters = managed("/observe/metrics").body().lines().toList();
        assertThat(valueOf(meters, "gen_ai_server_request_duration_seconds_count", "gpt-x", "status_code=\"200\""))
                .isEqualTo("2");
        assertThat(valueOf(meters, "gen_ai_server_request_duration_seconds_count", "gpt-x", "error_type=\"provider_"))
                .isEqualTo("1");
        assertThat(valueOf(meters, "gen_ai_server_request_duration_seconds_count", "other", "status_code=\"200\""))
                .isEqualTo("1");
        assertThat(valueOf(meters, "gen_ai_server_time_to_first_token_seconds_count", "gpt-x"))
                .isEqualTo("1");
        assertThat(valueOf(meters, "gen_ai_client_token_usage_tokens_total", "gpt-x", "type=\"input\""))
                .isEqualTo("6.0");
        assertThat(valueOf(meters, "gen_ai_client_token_usage_tokens_total", "gpt-x", "type=\"output\""))
                .isEqualTo("4.0");
        assertThat(meters).noneMatch(it -> it.contains("made-up-by-a-client") || it.contains("nobody"));
        assertThat(up()).isEqualTo("0.0");
    }

    private static String up() {
        return managed("/observe/metrics")
                .body()
                .lines()
                .filter(it -> it.startsWith("camelid_provider_up{") && it.contains(PROVIDER))
                .map(it -> it.substring(it.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    private static String valueOf(List<String> meters, String name, String model, String... labels) {
        return meters.stream()
                .filter(it -> it.startsWith(name + "{") && it.contains(PROVIDER))
                .filter(it -> it.contains("gen_ai_request_model=\"" + model + "\""))
                .filter(it -> List.of(labels).stream().allMatch(it::contains))
                .map(it -> it.substring(it.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse(meters.toString());
    }

    private static HttpResponse<String> managed(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + MANAGEMENT + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
