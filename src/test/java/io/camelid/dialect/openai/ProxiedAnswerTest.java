package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Splice;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiedAnswerTest {

    @Test
    void onlyTheModelChangesAndTheCountsAreKnown() throws IOException {
        ProxiedAnswer answer = read(
                "{\"model\":\"up\\/stream\",\"choices\":[{\"index\":0,\"model\":\"x\",\"text\":\"\\u00e9\"}],\"t\":1.0,"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7,\"details\":{\"prompt_tokens\":9}}}");

        assertThat(text(answer))
                .isEqualTo(
                        "{\"model\":\"mine\",\"choices\":[{\"index\":0,\"model\":\"x\",\"text\":\"\\u00e9\"}],\"t\":1.0,"
                                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7,\"details\":{\"prompt_tokens\":9}}}");
        assertThat(answer.usage()).isEqualTo(new ProxiedUsage(3L, 4L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[]}",
                "{\"model\":null,\"choices\":[]}",
                "{\"model\":{\"model\":\"x\"},\"data\":[1]}",
                "{\"data\":[]}"
            })
    void aModelThatIsNotNamedIsNotAdded(String body) throws IOException {
        assertThat(text(read(body))).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{'prompt_tokens':5} | 5 | -",
                "{'prompt_tokens':null,'completion_tokens':2} | - | 2",
                "{'prompt_tokens':'5','completion_tokens':1.5} | - | -",
                "{'prompt_tokens':92233720368547758070} | - | -",
                "{'prompt_tokens':{'a':[1]},'completion_tokens':2} | - | 2",
                "null | - | -",
                "[1] | - | -",
                "{} | - | -"
            })
    void countsThatAreNotThereAreNotInvented(String usage, Long prompt, Long completion) {
        ProxiedAnswer answer = read("{\"usage\":" + usage.replace('\'', '"') + ",\"model\":\"a\",\"choices\":[]}");

        assertThat(answer.usage())
                .isEqualTo(prompt == null && completion == null ? null : new ProxiedUsage(prompt, completion));
    }

    @Test
    void blankLinesBeforeTheAnswerDoNoHarm() throws IOException {
        assertThat(text(read("\n\n \r\n{\"model\":\"a\",\"data\":[]}")))
                .isEqualTo("\n\n \r\n{\"model\":\"mine\",\"data\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'' | The provider's answer is empty.",
                "'[]' | The provider's answer is an array in place of a JSON object.",
                "'{\"a\":1' | The provider's answer is not valid JSON near line 1, column 7.",
                "'<html>' | The provider's answer is not valid JSON near line 1, column 1.",
                "'{}' | The provider's answer has neither choices nor data.",
                "'{\"requestId\":\"x\"}' | The provider's answer has neither choices nor data.",
                "'{\"choices\":null}' | The provider's answer has neither choices nor data.",
                "'[{\"choices\":[]}]' | The provider's answer is an array in place of a JSON object.",
                "'{}{}' | The provider's answer goes on after its JSON object."
            })
    void whatIsNoJsonObjectIsABadResponse(String quoted, String message) {
        ProviderException failure = failed(quoted.substring(1, quoted.length() - 1));

        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
        assertThat(failure).hasMessage(message);
    }

    @Test
    void anErrorInPlaceOfAnAnswerIsAnError() {
        ProviderException failure = failed("{\"error\":{\"message\":\"Out of credits\",\"code\":402},\"choices\":[]}");

        assertThat(failure.status()).isEqualTo(402);
        assertThat(failure).hasMessage("Out of credits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'detail':'boom'} | 502",
                "{'message':'boom','code':500} | 502",
                "{'message':'boom','code':404} | 404",
                "{'object':'error','message':'boom'} | 502",
                "{'fault':{'faultstring':'boom'}} | 502",
                "[{'error':{'code':429,'message':'boom','status':'RESOURCE_EXHAUSTED'}}] | 429"
            })
    void anErrorOfAnyShapeKeepsItsWordsAndItsStatus(String body, int status) {
        ProviderException failure = failed(body.replace('\'', '"'));

        assertThat(failure).hasMessage("boom");
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.told()).isNotNull();
    }

    @Test
    void anErrorBesideAnAnswerIsOne() {
        assertThat(failed("{\"error\":{\"message\":\"cut\"},\"choices\":[{\"index\":0}]}"))
                .hasMessage("cut");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'index':0,'finish_reason':'error','error':{'code':429,'message':'boom'}} | boom | 429",
                "{'index':0,'error':'boom','message':{'content':'so far'}} | boom | 502",
                "{'index':0,'finish_reason':'error'} | The provider's answer ends with the finish reason 'error'. | 502",
            })
    void aChoiceThatHasFailedIsAnError(String choice, String words, int status) {
        String good = "{'index':1,'finish_reason':'stop','error':null},";

        ProviderException failure = failed(("{'choices':[" + good + choice + "]}").replace('\'', '"'));

        assertThat(failure).hasMessage(words);
        assertThat(failure.status()).isEqualTo(status);
    }

    private static ProviderException failed(String body) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> read(body));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static ProxiedAnswer read(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return ProxiedAnswer.read(bytes, bytes.length);
    }

    /** The answer in each of the ways it can be had, which must agree. */
    private static String text(ProxiedAnswer answer) throws IOException {
        Splice splice = answer.withModel("mine");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        splice.writeTo(out);
        assertThat(splice.toByteArray()).isEqualTo(out.toByteArray()).hasSize(splice.length());
        assertThat(splice.newInputStream().readAllBytes()).isEqualTo(out.toByteArray());
        return out.toString(UTF_8);
    }
}
