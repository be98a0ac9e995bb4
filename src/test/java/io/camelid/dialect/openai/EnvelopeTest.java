package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelid.dialect.Envelope;
import io.camelid.dialect.EnvelopeEndpoint;
import io.camelid.dialect.Splice;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    @Test
    void itTellsTheModelAndHowToAnswer() {
        Envelope envelope = chat("{\"model\":\"a/b\"," + MESSAGES
                + ",\"stream_options\":{\"x\":[{}],\"include_usage\":true},\"stream\":true}");

        assertThat(envelope.model()).isEqualTo("a/b");
        assertThat(envelope.stream()).isTrue();
        assertThat(envelope.includeUsage()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"stream\":false", ",\"stream\":null,\"stream_options\":null", ",\"stream_options\":{}"})
    void anAnswerIsNotStreamedUnlessAskedFor(String more) {
        Envelope envelope = chat("{\"model\":\"a\"," + MESSAGES + more + "}");

        assertThat(envelope.stream()).isFalse();
        assertThat(envelope.includeUsage()).isFalse();
    }

    @Test
    void onlyTheModelsValueIsReplaced() {
        Envelope envelope = chat(" {\"x\" :1.0, \"mod\\u0065l\"\t: \"\\u0061\" , " + MESSAGES
                + ",\"metadata\":{\"model\":\"m\"},\"tiny\":1e-7}\n");

        assertThat(envelope.model()).isEqualTo("a");
        assertThat(text(envelope.withModel("b")))
                .isEqualTo(" {\"x\" :1.0, \"mod\\u0065l\"\t: \"b\" , " + MESSAGES
                        + ",\"metadata\":{\"model\":\"m\"},\"tiny\":1e-7}\n");
    }

    @Test
    void theLastOfSeveralModelsCountsAndAllAreReplaced() {
        Envelope envelope = chat("{\"model\":{\"x\":[1]}," + MESSAGES + ",\"model\":12,\"model\":\"b\"}");

        assertThat(envelope.model()).isEqualTo("b");
        assertThat(text(envelope.withModel("c")))
                .isEqualTo("{\"model\":\"c\"," + MESSAGES + ",\"model\":\"c\",\"model\":\"c\"}");
    }

    @Test
    void theNewNameIsEscaped() {
        assertThat(text(chat("{\"model\":\"a\"," + MESSAGES + "}").withModel("x\"\\\n\u0001é😀\uD800")))
                .isEqualTo("{\"model\":\"x\\\"\\\\\\n\\u0001é😀?\"," + MESSAGES + "}");
    }

    @Test
    void theBodyIsSharedAndNotCopied() {
        byte[] body = ("{\"model\":\"a\"," + MESSAGES + "}").getBytes(UTF_8);
        Splice splice = Envelope.read(body, body.length, EnvelopeEndpoint.CHAT_COMPLETIONS)
                .withModel("bcd");

        assertThat(splice.length()).isEqualTo(body.length + 2);
        assertThat(splice.segments()).hasSize(3);
        assertThat(splice.segments().get(0).array()).isSameAs(body);
        assertThat(splice.segments().get(2).array()).isSameAs(body);
    }

    @Test
    void onlyTheBytesThatCountAreRead() {
        byte[] body = ("{\"model\":\"a\"," + MESSAGES + "}garbage").getBytes(UTF_8);
        int length = body.length - "garbage".length();

        Envelope envelope = Envelope.read(body, length, EnvelopeEndpoint.CHAT_COMPLETIONS);

        assertThat(envelope.withModel("a").length()).isEqualTo(length);
    }

    @Test
    void aByteOrderMarkGoes() {
        String body = "{\"model\":\"a\"," + MESSAGES + "}";

        assertThat(text(chat("\uFEFF" + body).withModel("a"))).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "CHAT_COMPLETIONS | {'messages':[1]} | model | Missing required parameter: 'model'. Give the id of one of the models listed under GET /v1/models.",
                "CHAT_COMPLETIONS | {'model':7,'messages':[1]} | model | Invalid type for 'model': expected a string, but got a number instead.",
                "CHAT_COMPLETIONS | {'model':'a','model':null,'messages':[1]} | model | Invalid type for 'model': expected a string, but got null instead.",
                "CHAT_COMPLETIONS | {'model':'','messages':[1]} | model | Invalid 'model': empty string. Give the id of a model.",
                "CHAT_COMPLETIONS | {'model':'a'} | messages | Missing required parameter: 'messages'. Expected an array of message objects.",
                "CHAT_COMPLETIONS | {'model':'a','messages':[]} | messages | Invalid 'messages': empty array. Expected an array with at least one element.",
                "CHAT_COMPLETIONS | {'model':'a','messages':'Hi'} | messages | Invalid type for 'messages': expected an array of message objects, but got a string instead.",
                "CHAT_COMPLETIONS | {'model':'a','messages':{}} | messages | Invalid type for 'messages': expected an array of message objects, but got an object instead.",
                "CHAT_COMPLETIONS | {'model':'a','messages':[1],'stream':'yes'} | stream | Invalid type for 'stream': expected a boolean or null, but got a string instead.",
                "CHAT_COMPLETIONS | {'model':'a','messages':[1],'stream_options':[]} | stream_options | Invalid type for 'stream_options': expected an object or null, but got an array instead.",
                "CHAT_COMPLETIONS | {'model':'a','messages':[1],'stream_options':{'include_usage':1}} | stream_options.include_usage | Invalid type for 'stream_options.include_usage': expected a boolean or null, but got a number instead.",
                "COMPLETIONS | {'model':'a'} | prompt | Missing required parameter: 'prompt'. Expected a string or an array.",
                "COMPLETIONS | {'model':'a','prompt':null} | prompt | Invalid type for 'prompt': expected a string or an array, but got null instead.",
                "EMBEDDINGS | {'model':'a','input':true} | input | Invalid type for 'input': expected a string or an array, but got a boolean instead.",
            })
    void aFieldThatIsMissingOrWrongIsNamed(EnvelopeEndpoint endpoint, String body, String param, String message) {
        RequestException failure = refused(body.replace('\'', '"').getBytes(UTF_8), endpoint);

        assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.param()).isEqualTo(param);
        assertThat(failure).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"Hi\"", "[]", "[\"a\",\"b\"]", "[1,2,3]", "[[1],[2]]"})
    void aPromptIsAStringOrAnyArray(String prompt) {
        byte[] body = ("{\"model\":\"a\",\"prompt\":" + prompt + "}").getBytes(UTF_8);

        assertThat(Envelope.read(body, body.length, EnvelopeEndpoint.COMPLETIONS)
                        .model())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'' | The request has no body. Send one JSON object.",
                "' \\n' | The request has no body. Send one JSON object.",
                "'[]' | The body must be a JSON object, not an array.",
                "'null' | The body must be a JSON object, not null.",
                "'secret' | The body is not valid JSON near line 1, column 7. Send one JSON object, encoded as UTF-8.",
                "'{\"model\":\\n  secret}' | The body is not valid JSON near line 2, column 10. Send one JSON object, encoded as UTF-8.",
                "'{\"messages\":[{\"a\":[1,]}]}' | The body is not valid JSON near line 1, column 22. Send one JSON object, encoded as UTF-8.",
                "'{\"model\":\"a\"' | The body is not valid JSON near line 1, column 13. Send one JSON object, encoded as UTF-8.",
                "'{} {}' | The body goes on after its JSON object. Send one JSON object and nothing else.",
                "'{}x' | The body is not valid JSON near line 1, column 4. Send one JSON object, encoded as UTF-8.",
                "'{\"x\":NaN}' | The body is not valid JSON near line 1, column 9. Send one JSON object, encoded as UTF-8.",
            })
    void aBodyThatIsNoJsonObjectIsRefusedWithoutRepeatingIt(String quoted, String message) {
        String body = quoted.substring(1, quoted.length() - 1).replace("\\n", "\n");

        RequestException failure = refused(body.getBytes(UTF_8), EnvelopeEndpoint.CHAT_COMPLETIONS);

        assertThat(failure).hasMessage(message);
        assertThat(failure.param()).isNull();
    }

    @Test
    void aBodyInAnotherEncodingIsRefused() {
        String body = "{\"model\":\"a\",\"messages\":[\"é\"]}";

        assertThat(encoded(body, UTF_16LE)).hasMessageStartingWith("The body is not UTF-8.");
        assertThat(encoded("\uFEFF" + body, UTF_16LE)).hasMessageStartingWith("The body is not UTF-8.");
        assertThat(encoded(body, Charset.forName("UTF-32BE"))).hasMessageStartingWith("The body is not UTF-8.");
        assertThat(encoded(body, ISO_8859_1)).hasMessageStartingWith("The body is not valid JSON near line 1, column");
    }

    @Test
    void aBodyNestedWithoutEndIsRefused() {
        String body = "{\"model\":\"a\",\"messages\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        assertThat(refused(body.getBytes(UTF_8), EnvelopeEndpoint.CHAT_COMPLETIONS))
                .hasMessageStartingWith("The body is nested too deeply");
    }

    private static RequestException encoded(String body, Charset charset) {
        return refused(body.getBytes(charset), EnvelopeEndpoint.CHAT_COMPLETIONS);
    }

    private static RequestException refused(byte[] body, EnvelopeEndpoint endpoint) {
        RequestException failure =
                catchThrowableOfType(RequestException.class, () -> Envelope.read(body, body.length, endpoint));
        assertThat(failure).isNotNull();
        assertThat(failure.status()).isEqualTo(400);
        return failure;
    }

    private static Envelope chat(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return Envelope.read(bytes, bytes.length, EnvelopeEndpoint.CHAT_COMPLETIONS);
    }

    private static String text(Splice splice) {
        return new String(splice.toByteArray(), UTF_8);
    }
}
