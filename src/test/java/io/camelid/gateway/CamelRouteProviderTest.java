package io.camelid.gateway;

import static io.camelid.gateway.Sse.data;
import static io.camelid.gateway.Sse.events;
import static io.camelid.gateway.Sse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** A route of an integrator's as a model: what it gets, and all it may answer with. */
class CamelRouteProviderTest {

    private static final String TURN =
            "{\"completion_message\":{\"role\":\"assistant\",\"content\":\"Good day\",\"stop_reason\":\"out_of_tokens\"}}";

    private static final AtomicReference<JsonNode> ASKED = new AtomicReference<>();
    private static final AtomicReference<Object> ID = new AtomicReference<>();
    private static final AtomicReference<ThrowingSupplier<Object>> ANSWER = new AtomicReference<>();
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: mine, provider_type: "camel::route", config: {uri: "direct:my-model"}}
                  - {provider_id: parts, provider_type: "camel::route", config: {uri: "direct:my-parts"}}
                  - {provider_id: gone, provider_type: "camel::route", config: {uri: "direct:nobody"}}
                """, Map.of("camel.component.direct.timeout", "1"));
        RouteBuilder.addRoutes(
                gateway.camel(),
                it -> it.from("direct:my-model").process(exchange -> {
                    ASKED.set(Json.MAPPER.valueToTree(exchange.getMessage().getBody(Map.class)));
                    ID.set(exchange.getMessage().getHeader("x-request-id"));
                    try {
                        exchange.getMessage().setBody(ANSWER.get().get());
                    } catch (Exception | Error e) {
                        throw e;
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void aPlainAnswer() {
        ANSWER.set(() -> "Good day");
    }

    private static HttpResponse<String> chat(boolean stream) {
        return gateway.post("/v1/chat/completions", """
                {"model":"mine/m","messages":[{"role":"user","content":"Hi"}],"stream":%s,"seed":7}
                """.formatted(stream), "x-request-id", "r-1");
    }

    private static String content(HttpResponse<String> answer) {
        return json(answer.body()).at("/choices/0/message/content").textValue();
    }

    @Test
    void itGetsALlamaStackRequestAndNoHeaderButTheId() {
        HttpResponse<String> got = chat(false);

        assertThat(ASKED.get()).isEqualTo(json("""
                {"model_id":"m","messages":[{"role":"user","content":"Hi"}],"stream":false,
                 "sampling_params":{"strategy":{"type":"top_p","temperature":1.0,"top_p":1.0},
                   "max_tokens":0,"repetition_penalty":1.0}}
                """));
        assertThat(ID.get()).isEqualTo("r-1");
        assertThat(got.headers().firstValue("x-camelid-not-carried")).contains("seed");
    }

    @Test
    void aTextIsShortForAResponseThatSaysIt() {
        assertThat(content(chat(false))).isEqualTo("Good day");
    }

    @Test
    void aResponseMayBeAMapATreeBytesAStreamOfThemOrCanonical() {
        List<Object> forms = List.of(
                Map.of(
                        "completion_message",
                        Map.of("role", "assistant", "content", "Good day", "stop_reason", "out_of_tokens")),
                json(TURN),
                TURN.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(TURN.getBytes(StandardCharsets.UTF_8)),
                new ChatCompletionResponse(
                        new Message.Assistant(InterleavedContent.of("Good day"), StopReason.OUT_OF_TOKENS, List.of()),
                        List.of(),
                        List.of()));

        assertThat(forms).allSatisfy(form -> {
            ANSWER.set(() -> form);
            JsonNode choice = json(chat(false).body()).at("/choices/0");
            assertThat(choice.at("/message/content").textValue()).isEqualTo("Good day");
            assertThat(choice.path("finish_reason").textValue()).isEqualTo("length");
        });
    }

    @Test
    void aWholeAnswerIsStreamedToWhoeverAsksForAStream() {
        ANSWER.set(() -> json("""
                {"completion_message":{"role":"assistant","content":"Look: ","stop_reason":"end_of_message",
                 "tool_calls":[{"call_id":"c1","tool_name":"f","arguments":{"a":1}}]}}
                """));

        List<JsonNode> nativeEvents = events(gateway.post("/v1/inference/chat-completion", """
                {"model_id":"mine/m","messages":[{"role":"user","content":"Hi"}],"stream":true,"tools":[{"tool_name":"f"}]}
                """));

        assertThat(nativeEvents)
                .extracting(it -> it.at("/event/event_type").textValue())
                .containsExactly("start", "progress", "progress", "complete");
        assertThat(nativeEvents.get(2).at("/event/delta/tool_call/tool_name").textValue())
                .isEqualTo("f");
        assertThat(data(chat(true)).getLast()).isEqualTo("[DONE]");
    }

    @Test
    void aTextToBeContinuedIsAskedAsAMessage() {
        HttpResponse<String> whole = gateway.post("/v1/completions", "{\"model\":\"mine/m\",\"prompt\":\"Once\"}");
        HttpResponse<String> streamed = gateway.post(
                "/v1/inference/completion", "{\"model_id\":\"mine/m\",\"content\":\"Once\",\"stream\":true}");

        assertThat(ASKED.get().path("messages")).isEqualTo(json("[{\"role\":\"user\",\"content\":\"Once\"}]"));
        assertThat(json(whole.body()).at("/choices/0/text").textValue()).isEqualTo("Good day");
        assertThat(events(streamed))
                .extracting(it -> it.path("delta").textValue())
                .containsExactly("Good day", "");
    }

    @Test
    void anAnswerThatIsNoResponseIsItsFault() {
        for (Object wrong : new Object[] {
            null,
            Map.of("text", "Hi"),
            Map.of("completion_message", new Object()),
            "[]".getBytes(StandardCharsets.UTF_8),
            7
        }) {
            ANSWER.set(() -> wrong);
            HttpResponse<String> got = chat(false);

            assertThat(got.statusCode()).isEqualTo(502);
            assertThat(json(got.body()).at("/error/code").textValue()).isEqualTo("provider_bad_response");
        }
    }

    @Test
    void whatItThrowsIsItsFaultAndShowsNothingOfIt() {
        ANSWER.set(() -> {
            throw new IllegalStateException("s3cr3t");
        });
        HttpResponse<String> got = chat(true);

        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(json(got.body()).at("/error/message").textValue()).isEqualTo("The route of provider 'mine' failed.");
    }

    @Test
    void jsonThatItCannotReadIsItsFault() {
        ANSWER.set(() -> {
            try {
                return Json.MAPPER.readTree("{broken");
            } catch (JsonProcessingException e) {
                throw sneaky(e);
            }
        });
        HttpResponse<String> got = chat(false);

        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(json(got.body()).at("/error/code").textValue()).isEqualTo("provider_bad_response");
    }

    @Test
    void jsonThatItCannotReadInAPartOfItsWorkIsItsFault() throws Exception {
        RouteBuilder.addRoutes(
                gateway.camel(),
                it -> it.from("direct:my-parts")
                        .errorHandler(it.noErrorHandler())
                        .setBody(it.constant("{broken"))
                        .split(it.body())
                        .stopOnException()
                        .unmarshal()
                        .json());
        HttpResponse<String> got = gateway.post("/v1/chat/completions", """
                {"model":"parts/m","messages":[{"role":"user","content":"Hi"}]}
                """);

        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(json(got.body()).at("/error/code").textValue()).isEqualTo("provider_bad_response");
    }

    /** As Camel's own unmarshalling throws it. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aRouteThatIsNotThereIsAProviderThatIsNotThere() {
        HttpResponse<String> got = gateway.post("/v1/chat/completions", """
                {"model":"gone/m","messages":[{"role":"user","content":"Hi"}]}
                """);

        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(json(got.body()).at("/error/code").textValue()).isEqualTo("provider_unavailable");
    }

    @Test
    void anotherEndpointIsAskedOnceTheFileSaysSo() throws Exception {
        RouteBuilder.addRoutes(
                gateway.camel(), it -> it.from("direct:my-other-model").setBody(it.constant("Moved")));
        String before = Files.readString(gateway.providersFile());

        Files.writeString(gateway.providersFile(), before.replace("direct:my-model", "direct:my-other-model"));
        try {
            Await.until("the other endpoint answers", () -> "Moved".equals(content(chat(false))));
        } finally {
            Files.writeString(gateway.providersFile(), before);
            Await.until("the first one again", () -> "Good day".equals(content(chat(false))));
        }
    }

    @Test
    void anEndpointThatIsNoneChangesNothing() throws Exception {
        String before = Files.readString(gateway.providersFile());
        try (LogLines log = LogLines.of("io.camelid.catalog.CatalogWatch")) {
            Files.writeString(gateway.providersFile(), before.replace("direct:my-model", "nosuch:thing"));

            assertThat(log.await(1))
                    .singleElement()
                    .satisfies(it -> assertThat(it.getFormattedMessage())
                            .startsWith("The providers stay as they were: ")
                            .contains("provider 'mine'", "nosuch:"));
            assertThat(content(chat(false))).isEqualTo("Good day");
        } finally {
            Files.writeString(gateway.providersFile(), before);
        }
    }
}
