package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import org.junit.jupiter.api.Test;

/** Connections that are kept between requests, and a provider that closes them when it likes. */
class KeptConnectionTest {

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
}
