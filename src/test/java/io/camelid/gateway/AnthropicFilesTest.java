package io.camelid.gateway;

import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of OpenAI's clients before Anthropic's Messages API. */
class AnthropicFilesTest {

    private static final String CHAT = "/v1/chat/completions";

    private static StubProvider stub;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        stub = AnthropicStub.start();
        gateway = AnthropicStub.gateway(stub);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JVBERi0xLjT//w==",
                "data:application/pdf;base64,JVBERi0xLjT//w==",
                "data:application/pdf;charset=binary;base64,JVBERi0xLjT//w==",
                "data:application/pdf;charset=iso-8859-1;base64,JVBERi0xLjT//w==",
                "data:application/octet-stream;base64,JVBERi0xLjT//w=="
            })
    void aPdfKeepsItsBytes(String data) {
        assertThat(file(data).statusCode()).isEqualTo(200);

        assertThat(json(stub.last().text()).at("/messages/0/content/0/source")).isEqualTo(json("""
                        {"type":"base64","media_type":"application/pdf","data":"JVBERi0xLjT//w=="}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:text/plain;base64,!!!!",
                "data:text/plain;base64,//4AYQ==",
                "data:text/plain;base64,",
                "data:text/plain;base64,ICAK",
                "data:text/plain;charset=no-such;base64,aGk=",
                "data:text/plain;charset=us-ascii;base64,w6U="
            })
    void aTextThatIsNoneIsRefused(String data) {
        OpenAiError.of(file(data))
                .is(400, "invalid_request_error", null)
                .blames("messages[0].content[0].file.file_data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:text/plain;charset=iso-8859-1;base64,Y2Fm6Q== | café",
                "data:text/plain;charset=utf-16;base64,//5oAGkA | hi",
                "data:text/markdown;base64,w7_Dv8O_ | ÿÿÿ",
            })
    void aTextArrivesAsItWasMeant(String data, String text) {
        assertThat(file(data).statusCode()).isEqualTo(200);

        assertThat(json(stub.last().text())
                        .at("/messages/0/content/0/source/data")
                        .textValue())
                .isEqualTo(text);
    }

    @Test
    void aFileWithoutEndOfParametersIsRefused() {
        OpenAiError.of(file("data:text/plain" + ";x".repeat(20_000) + ";base64,eA=="))
                .is(400, "invalid_request_error", null)
                .blames("messages[0].content[0].file.file_data");
    }

    private static HttpResponse<String> file(String data) {
        return gateway.post(CHAT, """
                {"model":"sonnet","messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"%s"}},
                 {"type":"text","text":"text"}]}]}""".formatted(data));
    }

    @Test
    void aFileThatIsNeitherPdfNorTextIsRefused() {
        OpenAiError.of(gateway.post(CHAT, """
                        {"model":"sonnet","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"SUQz","format":"mp3"}}]}]}"""))
                .is(400, "invalid_request_error", "unsupported")
                .blames("messages[0].content[0]")
                .says("audio/mp3");
    }
}
