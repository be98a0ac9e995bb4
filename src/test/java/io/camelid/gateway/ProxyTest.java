package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ProxyTest {

    @Test
    void onlyTheModelIsReplacedOnTheWayInAndOut() {
        String answer =
                "{\"z\": 1.0, \"model\" : \"stub-model\", \"choices\":[], \"big\":9007199254740993,\"u\":\"\\u00e4\"}";
        try (StubProvider stub = StubProvider.json(200, answer);
                Gateway gateway = Gateway.before(stub)) {
            HttpResponse<String> got = gateway.post(
                    "/v1/chat/completions",
                    "{ \"x\":1e-7, \"model\": \"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u0041\"}], \"n\":1.0}");

            assertThat(stub.last().text())
                    .isEqualTo(
                            "{ \"x\":1e-7, \"model\": \"stub-model\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u0041\"}], \"n\":1.0}");
            assertThat(got.body()).isEqualTo(answer.replace("stub-model", "gpt-x"));
            assertThat(got.statusCode()).isEqualTo(200);
            assertThat(got.headers().firstValue("x-camelid-provider")).contains("stub");
            assertThat(got.headers().firstValue("x-camelid-upstream-model")).contains("stub-model");
        }
    }
}
