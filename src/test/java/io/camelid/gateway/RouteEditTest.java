package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import io.camelid.dialect.openai.OpenAiSchema;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator changes a route file, without a build: the README's example, word for word. */
class RouteEditTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```yaml\n# in routes/(\\S+), after the first step\n(.*?)```", Pattern.DOTALL);

    private static final int ALLOWED = 10;

    @TempDir
    Path routes;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final StubProvider stub = new StubProvider(this::answer);

    @BeforeEach
    void copyTheRoutes() throws IOException {
        RouteFiles.copyTo(routes);
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        stub.close();
    }

    /** Whoever is noisy waits. */
    private void answer(StubProvider.Request request, StubProvider.Connection connection)
            throws IOException, InterruptedException {
        boolean stream = request.text().contains("\"stream\":true");
        if (stream) {
            connection.beginStream();
            connection.send("data: " + Chat.HELLO + "\n\n");
        }
        if ("noisy".equals(request.headers().get("user-agent"))) {
            goOn.await();
        }
        if (stream) {
            connection.send("data: " + Chat.STOP + "\n\ndata: [DONE]\n\n");
            connection.endStream();
        } else {
            connection.json(200, "{\"choices\":[]}");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theReadmesThrottleKeepsANoisyTeamToTen(boolean stream) throws IOException {
        addTheExample();
        try (Gateway gateway = start()) {
            List<CompletableFuture<HttpResponse<String>>> noisy = askTenTimes(gateway, stream);

            for (boolean streamToo : List.of(false, true)) {
                OpenAiError.of(ask(gateway, "noisy", streamToo))
                        .is(503, "api_error", "overloaded")
                        .carries("retry-after", "1");
                assertThat(ask(gateway, "quiet", streamToo).statusCode()).isEqualTo(200);
            }

            goOn.countDown();
            assertThat(noisy)
                    .allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
            Await.until(
                    "there is room again", () -> ask(gateway, "noisy", stream).statusCode() == 200);
        }
    }

    @Test
    void withoutItNobodyIsKeptBack() {
        try (Gateway gateway = start()) {
            List<CompletableFuture<HttpResponse<String>>> noisy = askTenTimes(gateway, true);

            CompletableFuture<HttpResponse<String>> one = askLater(gateway, true);
            Await.until("one more reaches its provider", () -> stub.requests().size() == ALLOWED + 1);

            goOn.countDown();
            assertThat(one.join().statusCode()).isEqualTo(200);
            assertThat(noisy)
                    .allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
        }
    }

    @Test
    void aRouteWithoutAnErrorPolicyFailsInOpenAisShapeToo() throws IOException {
        Files.writeString(routes.resolve("api-broken.camel.yaml"), """
                - route:
                    id: api-broken
                    from:
                      uri: platform-http
                      parameters: {path: /v1/broken}
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: s3cr3t}
                """);
        try (Gateway gateway = start()) {
            HttpResponse<String> answer = gateway.get("/v1/broken");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(OpenAiSchema.ERROR
                            .validText(answer.body())
                            .at("/error/code")
                            .textValue())
                    .isEqualTo("internal_error");
            assertThat(answer.body()).doesNotContain("s3cr3t");
        }
    }

    private void addTheExample() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        Path file = routes.resolve(example.group(1));
        String route = Files.readString(file);
        int firstStep = route.indexOf("        - ", route.indexOf("      steps:\n"));
        int secondStep = route.indexOf("\n        - ", firstStep) + 1;
        Files.writeString(file, route.substring(0, secondStep) + example.group(2) + route.substring(secondStep));
    }

    private Gateway start() {
        return Gateway.before(stub, Map.of("camel.main.routesIncludePattern", "file:" + routes + "/*.camel.yaml"));
    }

    private List<CompletableFuture<HttpResponse<String>>> askTenTimes(Gateway gateway, boolean stream) {
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, ALLOWED)
                .mapToObj(it -> askLater(gateway, stream))
                .toList();
        Await.until("ten reach their provider", () -> stub.requests().size() == ALLOWED);
        return asked;
    }

    private static CompletableFuture<HttpResponse<String>> askLater(Gateway gateway, boolean stream) {
        CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer.complete(ask(gateway, "noisy", stream)));
        return answer;
    }

    private static HttpResponse<String> ask(Gateway gateway, String agent, boolean stream) {
        return gateway.send(gateway.request(Chat.PATH)
                .header("content-type", "application/json")
                .header("user-agent", agent)
                .POST(BodyPublishers.ofString(Chat.request(stream))));
    }
}
