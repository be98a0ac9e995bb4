package io.camelid.dialect.llamastack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorEncoderTest {

    private static JsonNode body(CamelidException failure) throws IOException {
        return Json.MAPPER.readTree(ErrorEncoder.encode(failure));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text);
    }

    @Test
    void aFieldAtFaultIsToldByItsPlace() throws IOException {
        assertThat(body(RequestException.invalid(
                        "'messages[10].tool_calls[0].call_id' is missing.", "messages[10].tool_calls[0].call_id")))
                .isEqualTo(json("""
                        {"error":{"detail":{"errors":[{"loc":["body","messages",10,"tool_calls",0,"call_id"],
                         "msg":"'messages[10].tool_calls[0].call_id' is missing.","type":"value_error"}]}}}
                        """));
    }

    @Test
    void aBodyThatIsNoJsonIsAtFaultAsAWhole() throws IOException {
        assertThat(body(RequestException.of(ErrorKind.INVALID_REQUEST, "The body is no JSON.")))
                .isEqualTo(json("""
                        {"error":{"detail":{"errors":[{"loc":["body"],"msg":"The body is no JSON.","type":"json_invalid"}]}}}
                        """));
    }

    @Test
    void whateverElseFailsIsADetail() throws IOException {
        assertThat(body(RequestException.invalid("m", "X-LlamaStack-Provider-Data")))
                .isEqualTo(json("{\"detail\":\"m\"}"));
        assertThat(body(RequestException.of(ErrorKind.UNSUPPORTED, "m", "tools")))
                .isEqualTo(json("{\"detail\":\"m\"}"));
        assertThat(body(ProviderException.of(ErrorKind.PROVIDER_TIMEOUT, "m"))).isEqualTo(json("{\"detail\":\"m\"}"));
        assertThat(body(GatewayException.overloaded("m", 1))).isEqualTo(json("{\"detail\":\"m\"}"));
    }

    @Test
    void inAStreamTheStatusIsPartOfTheText() throws IOException {
        assertThat(Json.MAPPER.readTree(
                        ErrorEncoder.encodeEvent(ProviderException.of(ErrorKind.PROVIDER_TIMEOUT, "too slow"))))
                .isEqualTo(json("{\"error\":{\"message\":\"504: too slow\"}}"));
    }
}
