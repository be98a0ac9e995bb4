package io.camelid.gateway;

import static io.camelid.gateway.Sse.data;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that hands on what a Llama model writes, calls in the text among it: the model's name is what it writes. */
class WrittenCallsTest {

    private static final String CALL = "[get_weather(city='Cork')]";
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}]";

    private static StubProvider stub;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        stub = new StubProvider(WrittenCallsTest::answer);
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: raw, provider_type: "remote::llama-stack",
                     config: {url: "%1$s", tool_calls_in_text: true}}
                  - {provider_id: plain, provider_type: "remote::llama-stack", config: {url: "%1$s"}}
                """.formatted(stub.baseUrl()), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stub.close();
    }

    /** Word by word where a stream is asked for; the sign for a line end is one, as no model's name has any. */
    private static void answer(StubProvider.Request request, StubProvider.Connection connection) throws IOException {
        JsonNode body = json(request.text());
        String text = body.path("model_id").textValue().replace("\"", "\\\"").replace("⏎", "\\n");
        if (!body.path("stream").booleanValue()) {
            connection.json(
                    200,
                    "{\"completion_message\":{\"role\":\"assistant\",\"content\":\"%s\",\"stop_reason\":\"end_of_turn\"}}"
                            .formatted(text));
            return;
        }
        connection.beginStream();
        for (String piece : text.split("(?<=[ (=])")) {
            connection.send(event("progress", piece, "null"));
        }
        connection.send(event("complete", "", "\"end_of_turn\""));
        connection.endStream();
    }

    private static String event(String type, String text, String reason) {
        return "data: {\"event\":{\"event_type\":\"%s\",\"delta\":{\"type\":\"text\",\"text\":\"%s\"},\"stop_reason\":%s}}\n\n"
                .formatted(type, text, reason);
    }

    @Test
    void aCallInTheTextIsACall() {
        JsonNode choice = whole("raw", CALL, TOOLS);

        assertThat(choice.path("finish_reason").textValue()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        assertThat(choice.at("/message/tool_calls/0/function")).isEqualTo(json("""
                {"name":"get_weather","arguments":"{\\"city\\":\\"Cork\\"}"}
                """));
    }

    @Test
    void whereNoToolWasOfferedItIsText() {
        assertThat(whole("raw", CALL, "").at("/message/content").textValue()).isEqualTo(CALL);
    }

    @Test
    void aCallOfAToolNobodyOfferedIsText() {
        JsonNode choice = whole("raw", "[delete_all(now='yes')]", TOOLS);

        assertThat(choice.at("/message/content").textValue()).isEqualTo("[delete_all(now='yes')]");
        assertThat(choice.path("finish_reason").textValue()).isEqualTo("stop");
    }

    @Test
    void aServerThatReadsCallsItselfIsTakenAtItsWord() {
        assertThat(whole("plain", CALL, TOOLS).at("/message/content").textValue())
                .isEqualTo(CALL);
    }

    @Test
    void inAStreamTheCallIsToldAndItsSpellingIsNot() {
        List<JsonNode> chunks = stream("raw", CALL, TOOLS);

        assertThat(content(chunks)).isEmpty();
        assertThat(chunks.stream()
                        .flatMap(it -> it.findValuesAsText("arguments").stream())
                        .collect(Collectors.joining()))
                .isEqualTo("{\"city\":\"Cork\"}");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").textValue()).isEqualTo("tool_calls");
    }

    /** Some servers hand on the header that a model repeats before its turn. */
    @Test
    void aHeaderBeforeACallIsNoText() {
        String text = "<|start_header_id|>assistant<|end_header_id|>⏎⏎" + CALL + "<|eot_id|>";

        assertThat(whole("raw", text, TOOLS).at("/message/content").isNull()).isTrue();
        List<JsonNode> chunks = stream("raw", text, TOOLS);
        assertThat(content(chunks)).isEmpty();
        assertThat(chunks.getLast().at("/choices/0/finish_reason").textValue()).isEqualTo("tool_calls");

        String words = text.replace(CALL, "It rains.");
        assertThat(whole("raw", words, TOOLS).at("/message/content").textValue())
                .isEqualTo("It rains.");
        assertThat(content(stream("raw", words, TOOLS))).isEqualTo("It rains.");
        String cut = "<|start_header_id|>assist";
        assertThat(content(stream("raw", cut, TOOLS))).isEqualTo(cut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<function=get_weather>{'query': 'Cork'}", "get_weather.call(query=\\\"Cork\\\")"})
    void inAStreamTheWordsBeforeACallAreToldAndItsSpellingIsNot(String call) {
        List<JsonNode> chunks = stream("raw", "Let me get (or so) " + call, TOOLS);

        assertThat(content(chunks)).isEqualTo("Let me get (or so) ");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").textValue()).isEqualTo("tool_calls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a <function= b",
                "a <function=nobody>{} b",
                "a get_weather.call(me) b",
                "a <function=get_weather>{bad} b"
            })
    void inAStreamTextThatIsNoCallIsToldBeforeItsEnd(String text) {
        List<JsonNode> chunks = stream("raw", text, TOOLS);
        List<String> told = chunks.stream()
                .map(it -> it.at("/choices/0/delta/content").asText(""))
                .filter(it -> !it.isEmpty() && !it.equals("null"))
                .toList();

        assertThat(String.join("", told)).isEqualTo(text);
        assertThat(told.getLast()).isEqualTo("b");
    }

    @Test
    void textThatOnlyBeginsLikeACallIsToldAsItCameOnceThatIsClear() {
        List<JsonNode> chunks = stream("raw", "[sic] they said no", TOOLS);

        assertThat(content(chunks)).isEqualTo("[sic] they said no");
        assertThat(chunks.stream().filter(it -> it.at("/choices/0/delta").hasNonNull("content")))
                .hasSizeGreaterThan(2);
        assertThat(chunks.getLast().at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
    }

    private static JsonNode whole(String provider, String text, String tools) {
        return json(gateway.post("/v1/chat/completions", request(provider, text, tools, false))
                        .body())
                .at("/choices/0");
    }

    private static List<JsonNode> stream(String provider, String text, String tools) {
        return data(gateway.post("/v1/chat/completions", request(provider, text, tools, true))).stream()
                .filter(it -> !it.equals("[DONE]"))
                .map(Sse::json)
                .toList();
    }

    private static String content(List<JsonNode> chunks) {
        return chunks.stream()
                .map(it -> it.at("/choices/0/delta/content").asText(""))
                .filter(it -> !it.equals("null"))
                .collect(Collectors.joining());
    }

    private static String request(String provider, String text, String tools, boolean stream) {
        return "{\"model\":\"%s/%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":%s%s}"
                .formatted(provider, text, stream, tools);
    }
}
