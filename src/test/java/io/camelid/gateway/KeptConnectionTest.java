package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import io.camelid.StubProvider.Connection;
import io.camelid.StubProvider.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are kept between requests, and a provider that closes them when it likes. */
class KeptConnectionTest {

    private static final Pattern QUESTION = Pattern.compile("question \\d+");

    private static final String ANSWER = "{\"model\":\"stub-model\",\"choices\":[]}";

    @Test
    void aProviderThatClosesAfterEachAnswerWithoutSayingSoLosesNoRequest() {
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    connection.json(200, ANSWER);
                    connection.socket().close();
                });
                Gateway gateway = Gateway.before(stub)) {
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.post(Chat.PATH, Chat.request(false)).statusCode())
                        .as("request %d", i)
                        .isEqualTo(200);
            }
            assertThat(stub.requests()).hasSize(20);
        }
    }

    @ParameterizedTest
    @MethodSource("surplus")
    void whatAProviderSaysBehindItsAnswerReachesNobody(String surplus) {
        try (StubProvider stub = new StubProvider((request, connection) -> connection.raw(answer(request) + surplus));
                Gateway gateway = Gateway.before(stub)) {
            for (int i = 0; i < 10; i++) {
                assertAnswered(gateway, "question " + i);
            }
            Await.until("no such connection is kept", () -> stub.open() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 104, 199})
    void whatOnlyAnnouncesAnAnswerIsNone(int status) {
        String interim = "HTTP/1.1 " + status + " Soon\r\nlink: <x>\r\n\r\n";
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    connection.raw(interim);
                    Thread.sleep(20);
                    connection.raw(interim + answer(request));
                });
                Gateway gateway = Gateway.before(stub)) {
            for (int i = 0; i < 5; i++) {
                assertAnswered(gateway, "question " + i);
            }
        }
    }

    @Test
    void aProviderThatSwitchesToAnotherProtocolIsNotAskedAgainThere() {
        try (StubProvider stub = new StubProvider(
                        (request, connection) -> connection.raw("HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n\1\2\3"));
                Gateway gateway = Gateway.before(stub)) {
            for (int i = 0; i < 3; i++) {
                assertThat(gateway.post(Chat.PATH, Chat.request(false)).statusCode())
                        .isEqualTo(502);
            }
            Await.until("no such connection is kept", () -> stub.open() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("surplus")
    void whatAProviderSaysUnaskedReachesNobody(String surplus) {
        AtomicReference<Connection> idle = new AtomicReference<>();
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    connection.raw(answer(request));
                    idle.set(connection);
                });
                Gateway gateway = Gateway.before(stub)) {
            for (int i = 0; i < 3; i++) {
                assertAnswered(gateway, "question " + i);
                Await.until("it has answered", () -> idle.get() != null);
                say(idle.getAndSet(null), surplus);
                Await.until("no such connection is kept", () -> stub.open() == 0);
            }
        }
    }

    static List<String> surplus() {
        return List.of(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "}",
                "\n");
    }

    @Test
    void oneConnectionThatHasGoneStaleDoesNotLeadToAnother() throws Exception {
        CyclicBarrier together = new CyclicBarrier(3);
        AtomicBoolean stale = new AtomicBoolean();
        Set<Connection> kept = ConcurrentHashMap.newKeySet();
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    boolean fresh = kept.add(connection);
                    if (!stale.get()) {
                        awaitAll(together);
                    }
                    if (fresh) {
                        connection.json(200, ANSWER);
                    } else {
                        connection.socket().close();
                    }
                });
                Gateway gateway = Gateway.before(stub)) {
            List<CompletableFuture<Integer>> first = IntStream.range(0, 3)
                    .mapToObj(it -> CompletableFuture.supplyAsync(
                            () -> gateway.post(Chat.PATH, Chat.request(false)).statusCode()))
                    .toList();
            for (CompletableFuture<Integer> status : first) {
                assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(200);
            }
            stale.set(true);

            assertThat(gateway.post(Chat.PATH, Chat.request(false)).statusCode())
                    .isEqualTo(200);
            assertThat(kept).hasSize(4);
        }
    }

    private static void awaitAll(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(Connection connection, String text) {
        try {
            connection.raw(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertAnswered(Gateway gateway, String question) {
        HttpResponse<String> answer = gateway.post(
                Chat.PATH, Chat.request(false).replace("gpt-x\"", "gpt-x\",\"user\":\"" + question + "\""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(question);
    }

    /** Repeats what was asked, so that each answer is one question's only. */
    private static String answer(Request request) {
        Matcher asked = QUESTION.matcher(request.text());
        assertThat(asked.find()).isTrue();
        String body = "{\"model\":\"stub-model\",\"choices\":[],\"asked\":\"" + asked.group() + "\"}";
        return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                + body;
    }
}
