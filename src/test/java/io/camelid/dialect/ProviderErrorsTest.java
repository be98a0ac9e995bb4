package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.openai.OpenAiSchema;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderErrorsTest {

    private static final Path FOLDER = Path.of("src/test/resources/fixtures/openai/provider-errors");

    static Stream<Path> all() throws IOException {
        return Files.list(FOLDER).sorted().map(Path::getFileName);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyShapeIsUnderstood(Path shape) throws IOException {
        byte[] body = Files.readAllBytes(FOLDER.resolve(shape).resolve("provider.body"));
        JsonNode told =
                Json.MAPPER.readTree(FOLDER.resolve(shape).resolve("told.json").toFile());

        ProviderError error = ProviderErrors.read(
                body, told.get("status").intValue(), told.get("contentType").textValue());

        assertThat(error.message()).isEqualTo(told.get("message").textValue());
        assertThat(error.type()).isEqualTo(told.get("type").textValue());
        assertThat(error.param()).isEqualTo(told.get("param").textValue());
        assertThat(error.code()).isEqualTo(told.get("code").textValue());
        byte[] whole = error.body();
        assertThat(whole == null ? null : new String(whole, UTF_8)).isEqualTo(whole(shape, told, body));
    }

    /** As the provider wrote it, unless the shape says what is added. */
    private static @Nullable String whole(Path shape, JsonNode told, byte[] body) throws IOException {
        Path mended = FOLDER.resolve(shape).resolve("mended.body");
        if (Files.exists(mended)) {
            String text = Files.readString(mended);
            OpenAiSchema.ERROR.validText(text);
            return text;
        }
        return told.get("whole").booleanValue() ? new String(body, UTF_8) : null;
    }

    @Test
    void textIsReadInTheEncodingItNames() {
        byte[] body = "Zugriff für Sie gesperrt".getBytes(ISO_8859_1);

        assertThat(ProviderErrors.read(body, 403, "text/plain; charset=ISO-8859-1")
                        .message())
                .isEqualTo("Zugriff für Sie gesperrt");
        assertThat(ProviderErrors.read(body, 403, "text/plain; charset=nonsense")
                        .message())
                .isEqualTo("Zugriff f\uFFFDr Sie gesperrt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"message\":\"m\",\"code\":400}} | 400",
                "{\"error\":{\"message\":\"m\",\"code\":\"429\"}} | 429",
                "{\"error\":{\"message\":\"m\",\"code\":\"tool_use_failed\",\"status_code\":400}} | 400",
                "{\"message\":\"m\",\"raw_status_code\":422,\"code\":\"1500\"} | 422",
                "[{\"error\":{\"message\":\"m\",\"code\":404}}] | 404",
                "{\"error\":{\"message\":\"m\",\"code\":529}} | 503",
                "{\"error\":{\"message\":\"m\",\"code\":500}} | 502",
                "{\"error\":{\"message\":\"m\",\"code\":1500}} | 502",
                "{\"error\":{\"message\":\"m\",\"code\":200}} | 502",
                "{\"error\":\"m\"} | 502",
                "m | 502"
            })
    void anErrorInsideAGoodAnswerMayNameItsStatus(String data, int status) {
        byte[] bytes = ("##" + data + "#").getBytes(UTF_8);

        ProviderException failure = ProviderErrors.inBand(bytes, 2, bytes.length - 3);

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure).hasMessage("m");
        assertThat(failure.kind())
                .isEqualTo(
                        status < 500
                                ? ErrorKind.PROVIDER_REFUSED
                                : status == 503 ? ErrorKind.PROVIDER_OVERLOADED : ErrorKind.PROVIDER_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'error':{'message':'m','details':[{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'48.9s'}]}}] | 49",
                "{'error':{'message':'m','code':429,'metadata':{'headers':{'Retry-After':'7'}}}} | 7",
                "{'error':{'message':'m','code':429,'metadata':{'headers':{'Retry-After':'Wed, 21 Oct 2015 07:28:00 GMT'}}}} | 0",
                "{'error':{'message':'m','details':[{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'soon'}]}} |",
                "{'error':{'message':'m','details':'in 5s'}} |"
            })
    void anErrorMayTellWhenToComeAgain(String body, Integer seconds) {
        ProviderError error = ProviderErrors.read(body.replace('\'', '"').getBytes(UTF_8), 429, "application/json");

        assertThat(error.retryAfterSeconds()).isEqualTo(seconds);
    }

    @Test
    void aHintAmongHeadersCountsHoweverItIsSpelled() throws Exception {
        JsonNode error = Json.MAPPER.readTree("{\"metadata\":{\"headers\":{\"retry-after\":\"6.5\"}}}");

        assertThat(RetryHint.seconds(error)).isEqualTo(7);
    }
}
