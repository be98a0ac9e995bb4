package io.camelid.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Certificate;
import io.camelid.Gateway;
import io.camelid.LoopbackNames;
import io.camelid.StubProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers over TLS: who is trusted is the JVM's business, and nothing is said to anybody else. */
class TlsProviderTest {

    private static final String HOST = "right" + LoopbackNames.DOMAIN;
    private static final String DONE = "[DONE]";

    /** The names that clients asked for in their greetings. */
    private static final BlockingQueue<List<SNIServerName>> GREETED = new LinkedBlockingQueue<>();

    private static Certificate.Trust trust;
    private static StubProvider trusted;
    private static StubProvider untrusted;
    private static ServerSocket plain;
    private static ServerSocket silent;
    private static ServerSocket rude;
    private static ServerSocket garbled;
    private static Gateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder, @TempDir Path another) throws Exception {
        Certificate certificate = Certificate.of(HOST, folder);
        trust = certificate.trusted(folder);
        trusted = new StubProvider(certificate.holder().getServerSocketFactory(), TlsProviderTest::answer);
        untrusted = new StubProvider(
                Certificate.of(HOST, another).holder().getServerSocketFactory(), TlsProviderTest::answer);
        plain = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        silent = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        rude = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        garbled = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        SSLSocketFactory layers = certificate.holder().getSocketFactory();
        serve(
                rude,
                socket -> assertThat(socket.getInputStream().read())
                        .as("a greeting")
                        .isNotNegative());
        serve(plain, socket -> {
            assertThat(socket.getInputStream().read()).as("a greeting").isNotNegative();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".getBytes(US_ASCII));
            untilItLeaves(socket);
        });
        serve(garbled, socket -> garble(socket, layers));
        gateway = Gateway.start(
                """
                providers:
                  inference:
                  - {provider_id: right, provider_type: "remote::openai-compat", config: {base_url: "https://%1$s:%3$d/v1"}}
                  - {provider_id: wrong-name, provider_type: "remote::openai-compat", config: {base_url: "https://wrong%2$s:%3$d/v1"}}
                  - {provider_id: address, provider_type: "remote::openai-compat", config: {base_url: "https://127.0.0.1:%3$d/v1"}}
                  - {provider_id: untrusted, provider_type: "remote::openai-compat", config: {base_url: "https://%1$s:%4$d/v1"}}
                  - {provider_id: no-tls, provider_type: "remote::openai-compat", config: {base_url: "https://%1$s:%5$d/v1"}}
                  - {provider_id: silent, provider_type: "remote::openai-compat", config: {base_url: "https://%1$s:%6$d/v1"}}
                  - {provider_id: rude, provider_type: "remote::openai-compat", config: {base_url: "https://%1$s:%7$d/v1"}}
                  - {provider_id: garbled, provider_type: "remote::openai-compat", config: {base_url: "https://%1$s:%8$d/v1"}}
                """.formatted(
                                HOST,
                                LoopbackNames.DOMAIN,
                                trusted.port(),
                                untrusted.port(),
                                plain.getLocalPort(),
                                silent.getLocalPort(),
                                rude.getLocalPort(),
                                garbled.getLocalPort()),
                Map.of("camelid.connect-timeout-millis", "1500"));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        trusted.close();
        untrusted.close();
        plain.close();
        silent.close();
        rude.close();
        garbled.close();
        trust.close();
    }

    private static void answer(StubProvider.Request request, StubProvider.Connection connection) throws IOException {
        ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) connection.socket()).getSession();
        GREETED.add(session.getRequestedServerNames());
        if (request.text().contains("\"stream\":true")) {
            connection.beginStream();
            connection.send("data: " + Chat.HELLO + "\n\n");
            connection.send("data: " + Chat.STOP + "\n\ndata: [DONE]\n\n");
            connection.endStream();
        } else {
            connection.json(200, "{\"choices\":[],\"model\":\"m\"}");
        }
    }

    @FunctionalInterface
    private interface Service {
        void to(Socket client) throws IOException;
    }

    /** One client after the other, each of whom is left then. */
    private static void serve(ServerSocket server, Service service) {
        Thread.startVirtualThread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    service.to(client);
                } catch (IOException closed) {
                    // the next one, if the test still runs
                }
            }
        });
    }

    /** Greets as it should, and then says something that was never encrypted. */
    private static void garble(Socket client, SSLSocketFactory layers) throws IOException {
        SSLSocket greeted = (SSLSocket) layers.createSocket(client, null, client.getPort(), false);
        greeted.setUseClientMode(false);
        assertThat(greeted.getInputStream().read()).as("a request").isNotNegative();
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
        untilItLeaves(client);
    }

    private static void untilItLeaves(Socket client) throws IOException {
        while (client.getInputStream().read() >= 0) {
            // whatever it still says
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderWhoseCertificateIsTrustedAnswers(boolean stream) throws Exception {
        GREETED.clear();

        HttpResponse<String> got = ask("right", stream);

        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        if (stream) {
            assertThat(Sse.data(got)).hasSize(3).endsWith(DONE);
        } else {
            assertThat(got.body()).isEqualTo("{\"choices\":[],\"model\":\"right/m\"}");
        }
        assertThat(GREETED.poll(10, TimeUnit.SECONDS))
                .as("the greeting says for whom it is: one address may serve many names")
                .singleElement()
                .extracting(it -> new String(it.getEncoded(), US_ASCII))
                .isEqualTo(HOST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCertificateForAnotherNameIsNotTrusted(boolean stream) {
        for (String provider : List.of("wrong-name", "address")) {
            // a connection that is kept for the right name serves no other
            assertThat(ask("right", stream).statusCode()).isEqualTo(200);
            int before = trusted.requests().size();

            isNotTrusted(provider, stream);

            assertThat(trusted.requests()).as("nothing was said").hasSize(before);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCertificateNobodyVouchesForIsNotTrusted(boolean stream) {
        isNotTrusted("untrusted", stream);

        assertThat(untrusted.requests()).as("nothing was said").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatSpeaksNoTlsIsNotTrusted(boolean stream) {
        isNotTrusted("no-tls", stream);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderWhoseTlsBreaksIsNotTrusted(boolean stream) {
        isNotTrusted("garbled", stream);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatDoesNotAnswerTheGreetingIsTooSlow(boolean stream) {
        OpenAiError.of(ask("silent", stream)).is(504, "api_error", "provider_timeout");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatHangsUpOnTheGreetingIsUnavailable(boolean stream) {
        OpenAiError.of(ask("rude", stream)).is(502, "api_error", "provider_unavailable");
    }

    private static void isNotTrusted(String provider, boolean stream) {
        OpenAiError.of(ask(provider, stream))
                .is(502, "api_error", "provider_unavailable")
                .says("'" + provider + "'", "its TLS can't be trusted");
    }

    private static HttpResponse<String> ask(String provider, boolean stream) {
        return gateway.post(Chat.PATH, Chat.request(provider + "/m", stream));
    }
}
