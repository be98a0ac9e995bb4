package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.LoopbackNames;
import io.camelid.ScriptedProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the contract's error table for a provider that is not there, or too slow. */
@ParameterizedClass
@EnumSource
class UnreachableProviderErrorTableTest {

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static final List<Socket> WAITING = new ArrayList<>();
    private static final String LOST = "lost" + LoopbackNames.DOMAIN;
    private static final CountDownLatch FOUND = new CountDownLatch(1);
    private static ServerSocket full;
    private static Gateway gateway;

    private final Endpoint endpoint;

    UnreachableProviderErrorTableTest(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @BeforeAll
    static void start() throws IOException {
        LoopbackNames.onLookup(LOST, () -> LoopbackNames.await(FOUND));
        full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gateway = Gateway.start(
                """
                providers:
                  inference:
                  - {provider_id: stub, provider_type: "remote::openai-compat", config: {base_url: "%s"}}
                  - {provider_id: dead, provider_type: "remote::openai-compat", config: {base_url: "http://127.0.0.1:%d/v1"}}
                  - {provider_id: full, provider_type: "remote::openai-compat", config: {base_url: "http://127.0.0.1:%d/v1"}}
                  - {provider_id: lost, provider_type: "remote::openai-compat", config: {base_url: "http://%s/v1"}}
                models: []
                """.formatted(PROVIDER.stub().baseUrl(), closedPort(), full.getLocalPort(), LOST),
                Map.of("camelid.idle-timeout-millis", "400", "camelid.connect-timeout-millis", "300"));
    }

    @AfterAll
    static void stop() throws IOException {
        FOUND.countDown();
        gateway.close();
        PROVIDER.close();
        full.close();
        for (Socket socket : WAITING) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatRefusesTheConnectionIsUnavailable(boolean stream) {
        OpenAiError.of(ask("dead", stream))
                .is(502, "api_error", "provider_unavailable")
                .says("'dead'", "refuses the connection")
                .carries("x-camelid-provider", "dead");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatTakesNoConnectionIsTooSlow(boolean stream) throws IOException {
        fillTheBacklog();

        OpenAiError.of(ask("full", stream))
                .is(504, "api_error", "provider_timeout")
                .says("'full'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderWhoseNameIsNotFoundInTimeIsTooSlow(boolean stream) {
        OpenAiError.of(ask("lost", stream))
                .is(504, "api_error", "provider_timeout")
                .says("'lost'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatClosesWithoutAnAnswerIsUnavailable(boolean stream) {
        PROVIDER.answers((request, connection) -> connection.socket().close());

        OpenAiError.of(ask("stub", stream)).is(502, "api_error", "provider_unavailable");
        assertThat(PROVIDER.stub().requests().stream()
                        .filter(it -> it.headers().get("x-request-id").equals("once-" + endpoint + stream)))
                .as("never asked twice: a provider may have done the work")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatDoesNotBeginToAnswerIsTooSlow(boolean stream) {
        PROVIDER.answers((request, connection) -> untilTheGatewayCloses(connection.socket()));

        OpenAiError.of(ask("stub", stream)).is(504, "api_error", "provider_timeout");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatStopsInTheMiddleIsTooSlow(boolean stream) {
        PROVIDER.answers((request, connection) -> {
            if (stream) {
                connection.beginStream();
                connection.send(": a comment is no event\n\ndata: {\"choices\"");
            } else {
                connection.raw(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"choices\"");
            }
            untilTheGatewayCloses(connection.socket());
        });

        OpenAiError.of(ask("stub", stream)).is(504, "api_error", "provider_timeout");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatBreaksOffIsUnavailable(boolean stream) {
        PROVIDER.answers((request, connection) -> {
            if (stream) {
                connection.beginStream();
                connection.send("data: {\"choices\"");
            } else {
                connection.raw(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"choices\"");
            }
            connection.reset();
        });

        OpenAiError.of(ask("stub", stream)).is(502, "api_error", "provider_unavailable");
    }

    private HttpResponse<String> ask(String provider, boolean stream) {
        return gateway.post(
                endpoint.path(),
                endpoint.request(provider + "/m", stream),
                "x-request-id",
                "once-" + endpoint + stream);
    }

    private static void untilTheGatewayCloses(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        socket.close();
    }

    /** The kernel drops what comes after: nobody accepts. */
    private static void fillTheBacklog() throws IOException {
        for (int i = 0; i < 64; i++) {
            Socket socket = new Socket();
            WAITING.add(socket);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()), 100);
            } catch (SocketTimeoutException nowFull) {
                return;
            }
        }
        throw new AssertionError("the backlog has no end here");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return once.getLocalPort();
        }
    }
}
