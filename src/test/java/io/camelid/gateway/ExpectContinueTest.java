package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that asks before it sends its body hears whether that is welcome. */
class ExpectContinueTest {

    private static final StubProvider STUB = StubProvider.json(200, "{\"choices\":[]}");
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.before(STUB, Map.of("camel.server.maxBodySize", "1000"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        STUB.close();
    }

    @Test
    void aWelcomeBodyIsAskedFor() {
        String body = Chat.request(false);
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(head(body.length()));
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");

            client.send(body);

            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedUnsent() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(head(1001));

            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("connection: close")
                    .contains("request_too_large");
        }
    }

    private static String head(int length) {
        return "POST %s HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                .formatted(Chat.PATH, length);
    }
}
