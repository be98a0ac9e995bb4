package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The providers file is edited while the gateway serves. */
class ReloadTest {

    private static final Duration EFFECT = Duration.ofSeconds(2);
    private static final String ONE = "{\"choices\":[],\"from\":\"one\"}";
    private static final String TWO = "{\"choices\":[],\"from\":\"two\"}";

    private final StubProvider one = StubProvider.json(200, ONE);
    private final StubProvider two = StubProvider.json(200, TWO);
    private Gateway gateway;

    @BeforeEach
    void start() {
        gateway = Gateway.start(file(provider("a", one), "steady: a", "old: a"), Map.of());
    }

    @AfterEach
    void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    @Test
    void whatIsAddedRemovedOrMovedIsServedSoAndNoRequestIsLost() throws Exception {
        try (Traffic traffic = new Traffic()) {
            assertThat(ask("new").statusCode()).isEqualTo(404);
            assertThat(ask("old").statusCode()).isEqualTo(200);

            edit(file(provider("a", one) + provider("b", two), "steady: a", "old: a", "new: b"));
            takesEffect("a new provider and its model", () -> ask("new").body().contains("two"));
            assertThat(gateway.get("/v1/models/new").statusCode()).isEqualTo(200);
            assertThat(ask("b/anything").body()).contains("two");

            edit(file(provider("a", one) + provider("b", two), "steady: a", "new: b"));
            takesEffect("a model goes", () -> ask("old").statusCode() == 404);
            assertThat(gateway.get("/v1/models/old").statusCode()).isEqualTo(404);

            edit(file(provider("a", two) + provider("b", two), "steady: a", "new: b"));
            takesEffect("another URL", () -> ask("steady").body().contains("two"));

            edit(file(provider("a", two), "steady: a"));
            takesEffect("a provider goes", () -> ask("b/anything").statusCode() == 404);
            int before = traffic.served.get();
            Await.until("the others go on", () -> traffic.served.get() > before + 50);

            traffic.end();
            assertThat(traffic.failures).isEmpty();
            assertThat(traffic.served.get()).isGreaterThan(20);
        }
    }

    @Test
    void aProviderThatGoesIsMeasuredNoLonger() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        gateway.camel().getRegistry().bind("meters", meters);
        edit(file(provider("a", one) + provider("b", two), "steady: a"));
        takesEffect("a new provider", () -> ask("b/anything").statusCode() == 200);
        ask("steady");
        takesEffect("both have answered", () -> measured(meters).equals(Set.of("a", "b")));

        edit(file(provider("a", one), "steady: a"));

        takesEffect("one of them goes", () -> measured(meters).equals(Set.of("a")));
        assertThat(ask("b/anything").statusCode()).isEqualTo(404);
    }

    private static Set<String> measured(MeterRegistry meters) {
        return meters.find("camelid.provider.up").gauges().stream()
                .map(it -> it.getId().getTag("gen_ai.provider.name"))
                .collect(Collectors.toSet());
    }

    @Test
    void aFileThatCannotWorkChangesNothing() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("io.camelid.catalog.CatalogWatch");
        logger.addAppender(log);
        try (Traffic traffic = new Traffic()) {
            int errors = 0;
            for (String broken : List.of(
                    "providers: [",
                    "",
                    file(provider("a", one), "steady: nobody"),
                    file(provider("a", one) + provider("a", two), "steady: a"),
                    file(provider("a", one).replace("openai-compat", "nonsense"), "steady: a"))) {
                edit(broken);
                int told = ++errors;
                takesEffect("one line says why", () -> log.list.size() == told);
                assertThat(ask("steady").body()).as(broken).contains("one");
                assertThat(ask("old").statusCode()).isEqualTo(200);
            }

            edit(file(provider("a", two), "steady: a"));
            takesEffect("a file that works again", () -> ask("steady").body().contains("two"));

            traffic.end();
            assertThat(traffic.failures).isEmpty();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list.stream().filter(it -> it.getLevel() == Level.ERROR)).hasSize(5);
    }

    @Test
    void aStreamInFlightGoesOnWhenItsProviderGoes() throws Exception {
        AtomicBoolean go = new AtomicBoolean();
        try (StubProvider slow = new StubProvider((request, connection) -> {
            connection.beginStream();
            connection.send("data: " + Chat.HELLO + "\n\n");
            Await.until("the test goes on", go::get);
            connection.send("data: " + Chat.STOP + "\n\ndata: [DONE]\n\n");
            connection.endStream();
        })) {
            edit(file(provider("a", one) + provider("s", slow), "steady: a", "slow: s"));
            takesEffect("a slow provider", () -> gateway.get("/v1/models/slow").statusCode() == 200);
            try (EventStream stream = EventStream.of(gateway, Chat.PATH, Chat.request("slow", true))) {
                assertThat(stream.next()).contains("hello");

                edit(file(provider("a", one), "steady: a"));
                takesEffect("it goes", () -> ask("slow").statusCode() == 404);
                go.set(true);

                List<String> rest = stream.rest();
                assertThat(rest).hasSize(2).last().isEqualTo("[DONE]");
            }
        }
    }

    /** A client that asks without a pause, all through the edits. */
    private final class Traffic implements AutoCloseable {
        final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        final AtomicInteger served = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<CompletableFuture<Void>> clients = new ArrayList<>();

        Traffic() {
            for (int i = 0; i < 2; i++) {
                clients.add(CompletableFuture.runAsync(this::askOn));
            }
        }

        private void askOn() {
            while (!ended.get()) {
                try {
                    var answer = ask("steady");
                    served.incrementAndGet();
                    if (answer.statusCode() != 200) {
                        failures.add(answer.statusCode() + " " + answer.body());
                    }
                } catch (RuntimeException lost) {
                    failures.add(lost.toString());
                }
            }
        }

        void end() {
            ended.set(true);
            clients.forEach(CompletableFuture::join);
        }

        @Override
        public void close() {
            end();
        }
    }

    private java.net.http.HttpResponse<String> ask(String model) {
        return gateway.post(Chat.PATH, Chat.request(model, false));
    }

    private static void takesEffect(String what, java.util.concurrent.Callable<Boolean> condition) {
        Await.until(what, EFFECT, condition);
    }

    /** As an editor saves: another file, put in its place. */
    private void edit(String yaml) throws IOException {
        Path file = gateway.providersFile();
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "edited", ".yaml");
        Files.writeString(next, yaml);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String provider(String id, StubProvider stub) {
        return "  - {provider_id: %s, provider_type: \"remote::openai-compat\", config: {base_url: \"%s\"}}\n"
                .formatted(id, stub.baseUrl());
    }

    private static String file(String providers, String... models) {
        StringBuilder yaml = new StringBuilder("providers:\n  inference:\n")
                .append(providers)
                .append("models:\n");
        for (String model : models) {
            String[] parts = model.split(": ");
            yaml.append("- {model_id: %s, provider_id: %s}\n".formatted(parts[0], parts[1]));
        }
        return yaml.toString();
    }
}
