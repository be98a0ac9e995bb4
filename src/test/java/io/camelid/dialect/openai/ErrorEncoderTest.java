package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.dialect.Json;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorEncoderTest {

    private static final ProviderError TOLD = new ProviderError("No \"such\" thing", "their_type", "n", "7", null);

    @Test
    void aRequestAtFaultNamesTheField() {
        assertThat(text(RequestException.invalid("Bad 'n'.", "n")))
                .isEqualTo(error("Bad 'n'.", "\"invalid_request_error\"", "\"n\"", "null"));
    }

    @Test
    void aFailureOfOursHasItsKindsWords() {
        assertThat(text(GatewayException.overloaded("Later.", 1)))
                .isEqualTo(error("Later.", "\"api_error\"", "null", "\"overloaded\""));
        assertThat(text(ProviderException.of(ErrorKind.PROVIDER_TIMEOUT, "Slow.")))
                .isEqualTo(error("Slow.", "\"api_error\"", "null", "\"provider_timeout\""));
    }

    @Test
    void aProvidersRefusalIsToldInItsOwnWords() {
        assertThat(text(ProviderException.answered(422, TOLD)))
                .isEqualTo(error("No \\\"such\\\" thing", "\"their_type\"", "\"n\"", "\"7\""));
    }

    @Test
    void whereAProviderHasNoWordsTheKindsStandIn() {
        ProviderError told = new ProviderError("No.", null, null, null, null);

        assertThat(text(ProviderException.answered(400, told)))
                .isEqualTo(error("No.", "\"invalid_request_error\"", "null", "null"));
    }

    @Test
    void aRefusalInOpenAisShapeIsPassedOnByteForByte() {
        String body =
                "{ \"error\" : {\"code\":null,\"param\":null,\"type\":\"t\",\"message\":\"\\u00e9\",\"x\":1.0} }\n";
        ProviderError told = new ProviderError("é", "t", null, null, body.getBytes(UTF_8));

        assertThat(text(ProviderException.answered(400, told))).isEqualTo(body);
    }

    @Test
    void ofAProviderThatFailedOnlyTheTextIsTold() {
        ProviderError told = new ProviderError("Boom", "server_error", null, "500", "{}".getBytes(UTF_8));

        assertThat(text(ProviderException.answered(500, told)))
                .isEqualTo(error("Boom", "\"api_error\"", "null", "\"provider_unavailable\""));
    }

    @Test
    void textThatUtf8CanNotCarryDoesNotFailTheFailure() {
        assertThat(text(RequestException.of(ErrorKind.MODEL_NOT_FOUND, "No \uD800 here")))
                .isEqualTo(error("No ? here", "\"invalid_request_error\"", "null", "\"model_not_found\""));
    }

    static Stream<CamelidException> everyKind() {
        return Stream.concat(
                Stream.of(ErrorKind.values()).map(it -> RequestException.of(it, "m")),
                Stream.of(400, 429, 500, 503).map(it -> ProviderException.answered(it, TOLD)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyFailureFitsOpenAisSchema(CamelidException failure) throws Exception {
        OpenAiSchema.ERROR.valid(Json.MAPPER.readTree(ErrorEncoder.encode(failure)));
    }

    private static String text(CamelidException failure) {
        return new String(ErrorEncoder.encode(failure), UTF_8);
    }

    private static String error(String message, String type, String param, String code) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":" + type + ",\"param\":" + param + ",\"code\":"
                + code + "}}";
    }
}
