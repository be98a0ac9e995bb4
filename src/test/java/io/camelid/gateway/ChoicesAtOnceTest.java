package io.camelid.gateway;

import static io.camelid.gateway.Sse.data;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import io.camelid.StubProvider.Answer;
import io.camelid.StubProvider.Connection;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several answers to one request are several requests to a provider that knows of one: all of them at once. */
class ChoicesAtOnceTest {

    private static final int N = 5;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int PATIENCE = 15;
    private static final String METRICS = """
            "metrics":[{"metric":"prompt_tokens","value":7},{"metric":"completion_tokens","value":2},
             {"metric":"total_tokens","value":9}]""".replace("\n", "");

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    private final CyclicBarrier all = new CyclicBarrier(N);
    private final CountDownLatch asked = new CountDownLatch(N);
    private final CountDownLatch closed = new CountDownLatch(N);

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: far, provider_type: "remote::llama-stack", config: {url: "%s"}}
                  - {provider_id: simulator, provider_type: "inline::simulator",
                     config: {latency_ms: 2000, token_delay_ms: 1}}
                """.formatted(PROVIDER.stub().baseUrl()), Map.of());
        gateway.camel().getRegistry().bind("meters", METERS);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @Test
    void aProviderThatWaitsForAllRequestsAnswersThem() {
        PROVIDER.answers((request, connection) -> {
            await(all);
            whole(connection, "Hi");
        });

        JsonNode answer = json(chat(false).body());

        assertThat(answer.path("choices")).hasSize(N);
        assertThat(answer.path("choices"))
                .extracting(it -> it.path("index").intValue())
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(2 * N);
        assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(7);
    }

    @Test
    void answersAreInTheOrderOfTheirPromptsHoweverTheyCome() {
        AtomicInteger last = new AtomicInteger(N - 1);
        PROVIDER.answers((request, connection) -> {
            String prompt = json(request.text()).path("content").textValue();
            await(all);
            // the last prompt's answer first
            Await.until("its turn", () -> last.get() == Integer.parseInt(prompt));
            connection.json(200, "{\"content\":\"%s\",\"stop_reason\":\"end_of_turn\"}".formatted(prompt));
            last.decrementAndGet();
        });

        JsonNode answer =
                json(gateway.post("/v1/completions", "{\"model\":\"far/m\",\"prompt\":[\"0\",\"1\",\"2\",\"3\",\"4\"]}")
                        .body());

        assertThat(answer.path("choices"))
                .extracting(it -> it.path("text").textValue())
                .containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void streamsAreToldAsTheyComeAndEachInItsOrder() {
        CountDownLatch everyChoiceBegun = new CountDownLatch(1);
        PROVIDER.answers((request, connection) -> {
            await(all);
            begin(connection, "one");
            assertThat(everyChoiceBegun.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            connection.send(event("progress", " two", "null", ""));
            connection.send(event("complete", "", "\"end_of_turn\"", "," + METRICS));
            connection.endStream();
        });

        List<String> texts = new ArrayList<>(List.of("", "", "", "", ""));
        Set<Integer> begun = new TreeSet<>();
        List<JsonNode> finished = new ArrayList<>();
        String last = "";
        try (EventStream stream = EventStream.of(gateway, Chat.PATH, request(true))) {
            for (String event = stream.next(); event != null; event = stream.next()) {
                last = event;
                for (JsonNode choice :
                        last.equals("[DONE]") ? json("[]") : json(event).path("choices")) {
                    int index = choice.path("index").intValue();
                    String text = choice.at("/delta/content").asText("");
                    texts.set(index, texts.get(index) + text);
                    if (text.equals("one") && begun.add(index) && begun.size() == N) {
                        everyChoiceBegun.countDown();
                    }
                    if (choice.hasNonNull("finish_reason")) {
                        finished.add(choice);
                    }
                }
            }
        }

        assertThat(texts).containsOnly("one two");
        assertThat(finished).hasSize(N);
        assertThat(last).isEqualTo("[DONE]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatLeavesBeforeTheFirstByteClosesThemAll(boolean stream) throws Exception {
        PROVIDER.answers((request, connection) -> {
            asked.countDown();
            tellWhenClosed(connection);
        });

        try (RawClient client = new RawClient(gateway.port())) {
            client.post(Chat.PATH, request(stream));
            assertThat(asked.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            client.leave();
            assertAllClosedSoon();
        }
    }

    @Test
    void aClientThatLeavesInMidStreamClosesThemAll() throws Exception {
        PROVIDER.answers((request, connection) -> {
            await(all);
            begin(connection, "one");
            tellWhenClosed(connection);
        });

        try (RawClient client = new RawClient(gateway.port())) {
            client.post(Chat.PATH, request(true));
            client.readUntil("one");
            client.leave();
            assertAllClosedSoon();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstFailureIsToldAndEndsTheOthers(boolean stream) throws Exception {
        PROVIDER.answers(oneOfThem(
                connection -> connection.json(429, "{\"error\":{\"message\":\"not so fast\"}}", "retry-after", "3"),
                ChoicesAtOnceTest.this::tellWhenClosed));

        HttpResponse<String> answer = chat(stream);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(json(answer.body()).at("/error/message").textValue()).isEqualTo("not so fast");
        assertThat(answer.headers().firstValue("retry-after")).contains("3");
        closed.countDown(); // the one that failed
        assertAllClosedSoon();
    }

    @Test
    void aFailureEndsThoseThatHaveBegunToAnswer() throws Exception {
        CountDownLatch begun = new CountDownLatch(N - 1);
        PROVIDER.answers(oneOfThem(
                connection -> {
                    assertThat(begun.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
                    connection.json(500, "{\"error\":{\"message\":\"broken\"}}");
                },
                connection -> {
                    begin(connection, "one");
                    begun.countDown();
                    tellWhenClosed(connection);
                }));

        assertThat(chat(true).statusCode()).isEqualTo(502);
        closed.countDown();
        assertAllClosedSoon();
    }

    @Test
    void aStreamThatBreaksOffEndsTheOthersAndIsTold() throws Exception {
        PROVIDER.answers(oneOfThem(
                connection -> {
                    begin(connection, "one");
                    connection.reset();
                },
                connection -> {
                    begin(connection, "one");
                    tellWhenClosed(connection);
                }));

        List<String> events = data(chat(true));

        assertThat(json(events.getLast()).at("/error/code").textValue()).isEqualTo("provider_unavailable");
        assertThat(events).doesNotContain("[DONE]");
        assertThat(events.stream().filter(it -> json(it).has("error"))).hasSize(1);
        closed.countDown();
        assertAllClosedSoon();
    }

    @Test
    void aSlowClientHoldsAllProvidersBack() {
        AtomicLong taken = new AtomicLong();
        String piece = event("progress", "x".repeat(16 * 1024), "null", "");
        PROVIDER.answers((request, connection) -> {
            begin(connection, "one");
            for (int i = 0; i < 4096; i++) {
                connection.send(piece);
                taken.addAndGet(piece.length());
            }
        });

        try (RawClient slow = new RawClient(gateway.port(), 32 * 1024)) {
            slow.post(Chat.PATH, request(true));
            long[] seen = {0, System.nanoTime()};
            Await.until("the providers are held back", () -> {
                if (taken.get() != seen[0]) {
                    seen[0] = taken.get();
                    seen[1] = System.nanoTime();
                }
                return seen[0] > 0
                        && System.nanoTime() - seen[1] > Duration.ofMillis(600).toNanos();
            });

            // what the kernel takes on N + 1 connections, of 64 MiB offered on each
            assertThat(taken.get()).isLessThan(N * 12L * 1024 * 1024);
        }
    }

    @Test
    void moreThanCanBeAskedAtOnceAreAskedInTurn() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        PROVIDER.answers((request, connection) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            Thread.sleep(20);
            open.decrementAndGet();
            connection.json(200, "{\"content\":\"Hi\",\"stop_reason\":\"end_of_turn\"}");
        });

        String prompts = "\"x\",".repeat(299) + "\"x\"";
        JsonNode answer =
                json(gateway.post("/v1/completions", "{\"model\":\"far/m\",\"prompt\":[%s]}".formatted(prompts))
                        .body());

        assertThat(answer.path("choices")).hasSize(300);
        assertThat(most.get()).isBetween(2, 128);
    }

    @Test
    void oneRequestIsCountedOnceWithAllItsTokens() {
        PROVIDER.answers((request, connection) -> {
            await(all);
            whole(connection, "Hi");
        });
        long requests = requestsCounted();
        double tokens = tokensCounted();

        HttpResponse<String> answer =
                gateway.post(Chat.PATH, request(false).replace("\"n\":", "\"seed\":7,\"user\":\"me\",\"n\":"));

        assertThat(answer.headers().firstValue("x-camelid-not-carried")).contains("seed,user");
        Await.until("the request is counted", () -> requestsCounted() > requests);
        assertThat(requestsCounted()).isEqualTo(requests + 1);
        assertThat(tokensCounted()).isEqualTo(tokens + 2 * N);
    }

    private static long requestsCounted() {
        return METERS.find("gen_ai.server.request.duration").tag("gen_ai.operation.name", "chat").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static double tokensCounted() {
        return METERS.find("gen_ai.client.token.usage").tag("gen_ai.token.type", "output").summaries().stream()
                .mapToDouble(DistributionSummary::totalAmount)
                .sum();
    }

    @Test
    void theSimulatorThinksOfAllAnswersAtTheSameTime() {
        long begin = System.nanoTime();

        HttpResponse<String> answer = gateway.post(Chat.PATH, request(false).replace("far/m", "simulator/m"));

        assertThat(json(answer.body()).path("choices")).hasSize(N);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2 * (N - 1)));
    }

    private interface Words {
        void say(Connection connection) throws IOException, InterruptedException;
    }

    /** When all requests are there, one is answered in one way and the rest in another. */
    private Answer oneOfThem(Words one, Words rest) {
        AtomicInteger count = new AtomicInteger();
        return (request, connection) -> {
            int number = count.incrementAndGet();
            await(all);
            (number == 2 ? one : rest).say(connection);
        };
    }

    private static HttpResponse<String> chat(boolean stream) {
        return gateway.post(Chat.PATH, request(stream));
    }

    private static String request(boolean stream) {
        return "{\"model\":\"far/m\",\"n\":%d,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .formatted(N, stream);
    }

    private static void whole(Connection connection, String text) throws IOException {
        connection.json(
                200,
                "{\"completion_message\":{\"role\":\"assistant\",\"content\":\"%s\",\"stop_reason\":\"end_of_turn\"},%s}"
                        .formatted(text, METRICS));
    }

    private static void begin(Connection connection, String text) throws IOException {
        connection.beginStream();
        connection.send(event("start", "", "null", ""));
        connection.send(event("progress", text, "null", ""));
    }

    private static String event(String type, String text, String reason, String more) {
        return "data: {\"event\":{\"event_type\":\"%s\",\"delta\":{\"type\":\"text\",\"text\":\"%s\"},\"stop_reason\":%s}%s}\n\n"
                .formatted(type, text, reason, more);
    }

    private static void await(CyclicBarrier barrier) throws IOException, InterruptedException {
        try {
            barrier.await(PATIENCE, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IOException("not all were asked at once", e);
        }
    }

    private void tellWhenClosed(Connection connection) throws IOException {
        try {
            assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
        } catch (IOException reset) {
            // closed all the same
        }
        closed.countDown();
        connection.socket().close();
    }

    private void assertAllClosedSoon() throws InterruptedException {
        assertThat(closed.await(SOON.toMillis(), TimeUnit.MILLISECONDS))
                .as("%d connections of %d are still open", closed.getCount(), N)
                .isTrue();
        assertThat(gateway.get("/v1/models").statusCode()).isEqualTo(200);
    }
}
