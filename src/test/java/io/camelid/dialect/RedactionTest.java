package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final Redaction LONG = Redaction.of("Bearer sk-12345678", List.of("tenant-secret", "en"));
    private static final Redaction SHORT = Redaction.of("Bearer error", List.of());

    private static @Nullable String data(Redaction redaction, String text) {
        byte[] bytes = ("xx" + text + "yy").getBytes(UTF_8);
        byte[] redacted = redaction.data(bytes, 2, bytes.length - 4);
        return redacted == null ? null : new String(redacted, UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Key sk-12345678 of tenant-secret is wrong | Key *** of *** is wrong",
                "{\"a\": 1.0, \"sk-12345678\": [\"Grüß sk-12345678!\", 1e400]} | {\"a\":1.0,\"***\":[\"Grüß ***!\",1e400]}",
                "{\"a\":\"sk\\u002d12345678\"} | {\"a\":\"***\"}",
                "{\"a\":\"{\\\"b\\\":\\\"sk\\\\u002D12345678\\\"}\"} | {\"a\":\"{\\\"b\\\":\\\"***\\\"}\"}",
                "no JSON: {\"a\":\"sk\\u002d1234567\\u0038\" | no JSON: {\"a\":\"***\""
            })
    void aSecretGoesHoweverItIsSpelled(String told, String redacted) {
        assertThat(data(LONG, told)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no such model", "{\"a\":\"\\u0041\", \"b\": 1.0}", "en", "sk-1234567"})
    void whatHoldsNoneIsLeftAsItIs(String told) {
        assertThat(data(LONG, told)).isNull();
    }

    @Test
    void aShortOneOnlyCountsWhereItStandsAloneAndNeverSpoilsADocument() {
        assertThat(SHORT.text("error: an error of errors")).isEqualTo("***: an *** of errors");
        assertThat(data(SHORT, "{\"errors\":[\"invalid_request_error\",7]}")).isNull();
        assertThat(Redaction.of("Bearer abc", List.of()).text("abc")).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session=cookie-secret; p=/", "cookie-secret", "say cookie-secret, please"})
    void eachPartOfAHeaderIsASecretOfItsOwn(String told) {
        assertThat(Redaction.of(null, List.of("session=cookie-secret; p=/")).text(told))
                .doesNotContain("secret");
    }

    @Test
    void aShortOneStandsAloneBehindAnEscapeToo() {
        assertThat(SHORT.text("\\u0022error\\u0022 \\nerror terror \\\\u0065rror"))
                .isEqualTo("\\u0022***\\u0022 \\n*** terror ***");
    }

    @Test
    void quotesAndSlashesOfASecretMayBeEscaped() {
        Redaction redaction = Redaction.of("Bearer ab/cd\"ef\\gh", List.of());

        assertThat(redaction.text("ab\\/cd\\\"ef\\\\gh")).isEqualTo("***");
        assertThat(redaction.text("ab/cd\\u0022ef\\u005cgh")).isEqualTo("***");
    }

    @Test
    void ofAKeyInsideAnotherNothingIsLeft() {
        Redaction redaction = Redaction.of("sk-12345678", List.of("sk-12345678-and-more"));

        assertThat(redaction.text("sk-12345678-and-more")).isEqualTo("***");
    }

    @Test
    void aFailureKeepsWhateverIsNoSecret() {
        byte[] body = "{\"error\":{\"message\":\"sk-12345678\"}}".getBytes(UTF_8);
        ProviderError told = new ProviderError("sk-12345678", "type", "sk-12345678", "sk-12345678", body, 7);

        ProviderException redacted = (ProviderException) LONG.failure(ProviderException.answered(429, told));

        assertThat(redacted.status()).isEqualTo(429);
        assertThat(redacted.kind()).isEqualTo(ErrorKind.PROVIDER_REFUSED);
        assertThat(redacted).hasMessage("***");
        assertThat(redacted.told())
                .usingRecursiveComparison()
                .isEqualTo(new ProviderError(
                        "***", "type", "***", "***", "{\"error\":{\"message\":\"***\"}}".getBytes(UTF_8), 7));
    }

    @Test
    void wordsOfOursAreRedactedAsAProvidersAre() {
        ProviderException bad = ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "It said sk-12345678.");
        RequestException own = RequestException.of(ErrorKind.INVALID_REQUEST, "sk-12345678");

        assertThat(LONG.failure(bad)).hasMessage("It said ***.");
        assertThat(LONG.failure(own)).isSameAs(own);
        assertThat(LONG.toString()).doesNotContain("12345678");
    }
}
