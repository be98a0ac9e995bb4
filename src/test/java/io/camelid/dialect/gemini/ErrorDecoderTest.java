package io.camelid.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.catalog.NativeDialects;
import io.camelid.error.ProviderError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorDecoderTest {

    private static final String BAD_KEY = """
            {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT",
            "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID",
            "domain":"googleapis.com"}]}}""";

    @Test
    void theReasonIsTheCodeAndTheStatusWordTheType() {
        ProviderError told = read(BAD_KEY, "application/json");

        assertThat(told.message()).isEqualTo("API key not valid. Please pass a valid API key.");
        assertThat(told.type()).isEqualTo("INVALID_ARGUMENT");
        assertThat(told.code()).isEqualTo("API_KEY_INVALID");
        assertThat(told.body()).isNull();
    }

    @Test
    void theLabelOfTheBodyDoesNotMatterNorAListAroundIt() {
        assertThat(read(BAD_KEY, "text/event-stream")).isEqualTo(read(BAD_KEY, "application/json"));
        assertThat(read("[" + BAD_KEY + "]", null)).isEqualTo(read(BAD_KEY, null));
    }

    @ParameterizedTest
    @CsvSource({"48s, 48", "34.074824224s, 35", "0s, 0", "0.2s, 1", "soon,", "99999999999s,", "-1s,"})
    void aRetryHintIsSecondsRoundedUp(String delay, Integer seconds) {
        ProviderError told = read("""
                {"error":{"code":429,"message":"Quota.","status":"RESOURCE_EXHAUSTED","details":[
                {"@type":"type.googleapis.com/google.rpc.Help"},
                {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"%s"}]}}""".formatted(delay), null);

        assertThat(told.retryAfterSeconds()).isEqualTo(seconds);
        assertThat(told.code()).isEqualTo("429");
    }

    @Test
    void theFieldAtFaultIsNamed() {
        ProviderError told = read("""
                {"error":{"code":400,"message":"Invalid JSON payload received.","status":"INVALID_ARGUMENT","details":[
                {"@type":"type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations":[{"field":"generation_config","description":"…"}]}]}}""", null);

        assertThat(told.param()).isEqualTo("generation_config");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><body>Bad gateway</body></html> | The provider answered with status 502 and an HTML page.",
                "'' | The provider answered with status 502 and an empty body.",
                "upstream connect error | upstream connect error",
                "{\"error\":{\"message\":\"Plain.\"}} | Plain.",
                "{\"error\":\"Text.\"} | Text.",
                "{\"error\":{\"message\":\" \",\"status\":\"INTERNAL\",\"code\":500}} | {\"error\":{\"message\":\" \",\"status\":\"INTERNAL\",\"code\":500}}"
            })
    void whatIsNoErrorOfGooglesIsReadAsAnyProviders(String body, String message) {
        assertThat(NativeDialects.GEMINI
                        .error(body.getBytes(UTF_8), 502, "text/html".repeat(body.startsWith("<") ? 1 : 0))
                        .message())
                .isEqualTo(message);
    }

    private static ProviderError read(String body, @Nullable String contentType) {
        return NativeDialects.GEMINI.error(body.getBytes(UTF_8), 400, contentType);
    }
}
