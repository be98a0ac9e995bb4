package io.camelid.gateway;

import static io.camelid.gateway.Sse.data;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped example of a route as a model, run as its comment says. */
class TripDeskExampleTest {

    private static final Path EXAMPLE = Path.of("docs", "examples", "trip-desk");

    private static StubProvider timetable;
    private static StubProvider model;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        timetable = new StubProvider((request, connection) -> {
            if (request.text().contains("nowhere")) {
                connection.body(404, "text/plain", "no such town".getBytes(StandardCharsets.UTF_8));
            } else {
                connection.body(
                        200, "text/plain", "Cork 09:25, \"on\" 'time' ${body}".getBytes(StandardCharsets.UTF_8));
            }
        });
        model = new StubProvider((request, connection) -> {
            if (json(request.text()).path("stream").asBoolean()) {
                connection.beginStream();
                connection.send(event("start", "", "null") + event("progress", "At 09:25.", "null"));
                connection.send(event("complete", "", "\"end_of_turn\""));
                connection.endStream();
            } else {
                connection.json(200, """
                        {"completion_message":{"role":"assistant","content":"At 09:25.","stop_reason":"end_of_turn"},
                         "metrics":[{"metric":"prompt_tokens","value":9},{"metric":"completion_tokens","value":2}]}
                        """);
            }
        });
        gateway = Gateway.start(
                Files.readString(EXAMPLE.resolve("providers.yaml")),
                Map.of(
                        "camel.main.routesIncludePattern", "file:routes/*.camel.yaml,file:" + EXAMPLE + "/*.camel.yaml",
                        "trip-desk.timetable-url", timetable.baseUrl() + "/timetable",
                        "trip-desk.model-url", model.baseUrl() + "/inference/chat-completion",
                        "trip-desk.model", "writer"));
    }

    private static String event(String type, String text, String reason) {
        return "data: {\"event\":{\"event_type\":\"" + type + "\",\"delta\":{\"type\":\"text\",\"text\":\"" + text
                + "\"},\"stop_reason\":" + reason + "}}\n\n";
    }

    @AfterAll
    static void stop() {
        gateway.close();
        timetable.close();
        model.close();
    }

    private static HttpResponse<String> ask(String question, boolean stream) {
        return gateway.post("/v1/chat/completions", """
                {"model":"trip-desk","stream":%s,"messages":[{"role":"user","content":"%s"}]}
                """.formatted(stream, question));
    }

    private static HttpResponse<String> askInParts(String question, boolean stream) {
        return gateway.post("/v1/chat/completions", """
                {"model":"trip-desk","stream":%s,"messages":[{"role":"user","content":[{"type":"text","text":"%s"},
                 {"type":"image_url","image_url":{"url":"https://example.com/map.png"}},{"type":"text","text":" Please."}]}]}
                """.formatted(stream, question));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void contentInPartsIsReadToo(boolean stream) {
        HttpResponse<String> greeted = askInParts("Hello.", stream);
        assertThat(said(greeted, stream)).contains("You said: Hello. Please. - which");

        HttpResponse<String> asked = askInParts("When to Cork?", stream);

        assertThat(said(asked, stream)).isEqualTo("At 09:25.");
        assertThat(timetable.last().text()).isEqualTo("When to Cork? Please.");
        assertThat(json(model.last().text()).at("/messages/1/content/0/text").textValue())
                .isEqualTo("When to Cork?");
    }

    private static String said(HttpResponse<String> answer, boolean stream) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        if (!stream) {
            return json(answer.body()).at("/choices/0/message/content").textValue();
        }
        List<String> data = data(answer);
        assertThat(data.getLast()).isEqualTo("[DONE]");
        return data.subList(0, data.size() - 1).stream()
                .map(it -> json(it).at("/choices/0/delta/content").asText(""))
                .collect(Collectors.joining());
    }

    @Test
    void aGreetingIsAnsweredFromTheTemplate() {
        JsonNode answer = json(ask("Hello ${body} {{no-such-thing}}", false).body());

        assertThat(answer.at("/choices/0/message/content").textValue())
                .isEqualTo(
                        "Welcome to the trip desk. You said: Hello ${body} {{no-such-thing}} - which train may I look up?");
        assertThat(answer.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(data(ask("Hello there", true)).getLast()).isEqualTo("[DONE]");
    }

    @Test
    void aQuestionGoesToTheTimetableAndThenToTheModel() {
        JsonNode answer = json(ask("When to Cork?", false).body());

        assertThat(timetable.last().text()).isEqualTo("When to Cork?");
        assertThat(json(model.last().text()).path("model_id").textValue()).isEqualTo("writer");
        assertThat(json(model.last().text()).path("messages")).isEqualTo(json("""
                [{"role":"system","content":"Cork 09:25, \\"on\\" 'time' ${body}"},{"role":"user","content":"When to Cork?"}]
                """));
        assertThat(answer.path("model").textValue()).isEqualTo("trip-desk");
        assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("At 09:25.");
        assertThat(answer.at("/usage/total_tokens").intValue()).isEqualTo(11);
    }

    @Test
    void theModelsStreamGoesOn() {
        assertThat(said(ask("When to Cork?", true), true)).isEqualTo("At 09:25.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"When to Cork?\"",
                "{\"type\":\"text\",\"text\":\"When to Cork?\"}",
                "[{\"type\":\"text\",\"text\":\"When to \"},{\"type\":\"text\",\"text\":\"Cork?\"}]",
            })
    void theNativeDoorAsksItToo(String content) {
        HttpResponse<String> got = gateway.post("/v1/inference/chat-completion", """
                {"model_id":"trip-desk","messages":[{"role":"user","content":%s}]}
                """.formatted(content));

        assertThat(json(got.body()).at("/completion_message/content").textValue())
                .isEqualTo("At 09:25.");
        assertThat(timetable.last().text()).isEqualTo("When to Cork?");
    }

    @Test
    void whatTheTimetableRefusesIsTold() {
        HttpResponse<String> got = ask("When to nowhere?", false);

        assertThat(got.statusCode()).isEqualTo(404);
        assertThat(json(got.body()).at("/error/message").textValue()).isEqualTo("no such town");
    }
}
