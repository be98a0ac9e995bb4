package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import io.camelid.edge.PushedBody;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The rows of the contract's error table for who is let in: gateway keys, and how many at once. */
class AdmissionErrorTableTest {

    private static final String INVALID = "invalid_request_error";

    @Test
    void whoHasNoGatewayKeyIsNotLetIn() {
        try (StubProvider stub = StubProvider.json(200, "{\"choices\":[]}");
                Gateway gateway = Gateway.before(stub, Map.of("camelid.api-keys", "key-one, key-two"))) {
            for (boolean stream : List.of(false, true)) {
                refused(gateway.post(Chat.PATH, Chat.request(stream)));
                for (String sent : List.of(
                        "Bearer wrong",
                        "Bearer ",
                        "Bearer",
                        "key-one",
                        "Basic key-one",
                        "Bearer key-one,",
                        "Bearer key-one key-two")) {
                    refused(gateway.post(Chat.PATH, Chat.request(stream), "Authorization", sent));
                }
            }
            refused(gateway.post(Chat.PATH + "?Authorization=Bearer%20key-one", Chat.request(false)));
            refused(gateway.get("/v1/models"));
            refused(gateway.get("/v1/models/gpt-x"));
            refused(gateway.get("/v1/nowhere"));
            refused(gateway.post(Chat.PATH, "not json"));
            assertThat(stub.requests()).isEmpty();

            for (String sent : List.of("Bearer key-one", "Bearer key-two", "bearer key-two", "Bearer  key-one ")) {
                assertThat(gateway.post(Chat.PATH, Chat.request(false), "authorization", sent)
                                .statusCode())
                        .as(sent)
                        .isEqualTo(200);
            }
            assertThat(stub.requests())
                    .allSatisfy(it -> assertThat(it.headers()).doesNotContainKey("authorization"));
        }
    }

    private static void refused(HttpResponse<String> answer) {
        OpenAiError error =
                OpenAiError.of(answer).is(401, INVALID, "invalid_api_key").says("Authorization: Bearer");
        assertThat(error.message()).doesNotContain("key-one", "key-two", "wrong");
    }

    @Test
    void moreRequestsThanMayBeInFlightAreSentAway() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    arrived.countDown();
                    assertThat(finish.await(30, TimeUnit.SECONDS)).isTrue();
                    connection.json(200, "{\"choices\":[]}");
                });
                Gateway gateway = Gateway.before(stub, Map.of("camelid.max-requests", "1"))) {
            CompletableFuture<HttpResponse<String>> first =
                    CompletableFuture.supplyAsync(() -> gateway.post(Chat.PATH, Chat.request(false)));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            for (boolean stream : List.of(false, true)) {
                OpenAiError.of(gateway.post(Chat.PATH, Chat.request(stream)))
                        .is(503, "api_error", "overloaded")
                        .carries("retry-after", "1");
            }
            OpenAiError.of(gateway.get("/v1/models")).is(503, "api_error", "overloaded");

            finish.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            Await.until(
                    "the place is free again", () -> gateway.get("/v1/models").statusCode() == 200);
        }
    }

    @Test
    void whoLeavesWithAnUnfinishedRequestBehindAStreamMakesRoom() {
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    connection.beginStream();
                    connection.send("data: " + Chat.HELLO + "\n\n");
                    connection.socket().getInputStream().read();
                });
                Gateway gateway = Gateway.before(stub, Map.of("camelid.max-requests", "1"))) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.post(Chat.PATH, Chat.request(true));
                client.readUntil("hello");
                assertThat(gateway.get("/v1/models").statusCode()).isEqualTo(503);
                client.sendUnfinishedPost(Chat.PATH);
            }

            Await.until(
                    "the place is free again", () -> gateway.get("/v1/models").statusCode() == 200);
        }
    }

    @Test
    void anAnswerThatRunsOutOfMemoryLeavesItsPlace() throws Exception {
        try (StubProvider stub = StubProvider.json(200, "{\"choices\":[]}");
                Gateway gateway =
                        Gateway.before(stub, Map.of("camelid.max-requests", "1", "camelid.unknown-url-path", "/v1"))) {
            PushedBody none = sink -> {
                throw new OutOfMemoryError("injected");
            };
            RouteBuilder.addRoutes(
                    gateway.camel(),
                    it -> it.from("platform-http:/own/none")
                            .process(exchange -> exchange.getMessage().setBody(none)));

            for (int i = 0; i < 3; i++) {
                try (RawClient client = new RawClient(gateway.port())) {
                    client.send("GET /own/none HTTP/1.1\r\nhost: x\r\n\r\n");
                    assertThat(client.readAll()).doesNotContain("\r\n0\r\n");
                }
                Await.until(
                        "the place is free again",
                        () -> gateway.get("/v1/models").statusCode() == 200);
            }
            Await.until(
                    "nothing is in flight",
                    () -> gateway.camel().getInflightRepository().size() == 0);
        }
    }

    @Test
    void anAnswerWhoseFailureCannotBeLoggedIsCutAllTheSame() throws Exception {
        OutOfMemoryError unspeakable = new OutOfMemoryError() {
            @Override
            public String getMessage() {
                throw new OutOfMemoryError("injected");
            }
        };
        PushedBody none = sink -> {
            throw unspeakable;
        };
        try (LogLines log = LogLines.of("io.camelid.edge.Conversation");
                StubProvider stub = StubProvider.json(200, "{\"choices\":[]}");
                Gateway gateway =
                        Gateway.before(stub, Map.of("camelid.max-requests", "1", "camelid.unknown-url-path", "/v1"))) {
            RouteBuilder.addRoutes(
                    gateway.camel(),
                    it -> it.from("platform-http:/own/none")
                            .process(exchange -> exchange.getMessage().setBody(none)));

            try (RawClient client = new RawClient(gateway.port())) {
                client.send("GET /own/none HTTP/1.1\r\nhost: x\r\n\r\n");
                assertThat(client.readAll()).doesNotContain("\r\n0\r\n");
            }
            assertThat(log.events()).isEmpty();
            Await.until(
                    "the place is free again", () -> gateway.get("/v1/models").statusCode() == 200);
        }
    }

    @Test
    void moreRequestsThanAProviderHasConnectionsForAreSentAway() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        try (StubProvider stub = new StubProvider((request, connection) -> {
                    arrived.countDown();
                    assertThat(finish.await(30, TimeUnit.SECONDS)).isTrue();
                    connection.json(200, "{\"choices\":[]}");
                });
                Gateway gateway = Gateway.before(stub, Map.of("camelid.max-connections-per-provider", "1"))) {
            CompletableFuture<HttpResponse<String>> first =
                    CompletableFuture.supplyAsync(() -> gateway.post(Chat.PATH, Chat.request(false)));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            for (Endpoint endpoint : Endpoint.values()) {
                for (boolean stream : List.of(false, true)) {
                    OpenAiError.of(gateway.post(endpoint.path(), endpoint.request("stub/m", stream)))
                            .is(503, "api_error", "overloaded")
                            .says("connections to the provider")
                            .carries("retry-after", "1");
                }
            }
            assertThat(stub.requests()).hasSize(1);

            finish.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(gateway.post(Chat.PATH, Chat.request(false)).statusCode())
                    .as("the connection is free again")
                    .isEqualTo(200);
        }
    }

    @Test
    void moreBytesThanMayWaitAreSentAway() {
        try (StubProvider stub = StubProvider.json(200, "{\"choices\":[]}");
                Gateway gateway = Gateway.before(stub, Map.of("camelid.max-buffered-bytes", "1000"))) {
            OpenAiError.of(gateway.post(Chat.PATH, Chat.request("x".repeat(2000), false)))
                    .is(503, "api_error", "overloaded")
                    .carries("retry-after", "1");

            for (int i = 0; i < 20; i++) {
                assertThat(gateway.post(Chat.PATH, Chat.request(false)).statusCode())
                        .isEqualTo(200);
            }
        }
    }
}
