package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import io.camelid.StubProvider;
import io.camelid.dialect.openai.OpenAiSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxied stream on the client's wire. */
class StreamTest {

    private static final String DONE = "[DONE]";
    private static final String CUT = "{\"error\":";

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.before(PROVIDER.stub(), Map.of("camelid.idle-timeout-millis", "1500"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @Test
    void anEventIsWithTheClientBeforeTheNextOneIsSent() {
        int count = 50;
        Semaphore read = new Semaphore(0);
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            for (int i = 0; i < count; i++) {
                connection.send(event(hello(i)));
                assertThat(read.tryAcquire(1, TimeUnit.SECONDS))
                        .as("event " + i + " is held back")
                        .isTrue();
            }
            connection.send(event(Chat.STOP) + event(DONE));
            connection.endStream();
        });

        try (EventStream stream = EventStream.chat(gateway)) {
            for (int i = 0; i < count; i++) {
                assertThat(stream.next()).isEqualTo(renamed(hello(i)));
                read.release();
            }
            assertThat(stream.rest()).containsExactly(renamed(Chat.STOP), DONE);
        }
    }

    @Test
    void theHeadSaysWhoAnswers() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream("x-ratelimit-remaining-tokens", "9", "x-theirs", "1");
            connection.send(event(Chat.STOP) + event(DONE));
            connection.endStream();
        });

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.answer().headers().map())
                    .containsEntry("x-camelid-provider", List.of("stub"))
                    .containsEntry("x-camelid-upstream-model", List.of("stub-model"))
                    .containsEntry("x-ratelimit-remaining-tokens", List.of("9"))
                    .doesNotContainKey("x-theirs");
            assertThat(stream.rest()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void eventsThatComeInPiecesGoOutWhole(int size) {
        List<String> events = List.of(
                "{\"model\":\"stub-model\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"größe 😀\\u00e4 \\n\"}}],\"n\":1.0}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"data: x\"}}],\"model\" : \"stub-model\"}",
                Chat.STOP);
        byte[] wire = (String.join("", events.stream().map(StreamTest::event).toList()) + event(DONE))
                .getBytes(StandardCharsets.UTF_8);
        PROVIDER.answers((request, connection) -> inPieces(wire, size, connection));

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.rest())
                    .containsExactly(
                            renamed(events.get(0)),
                            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"data: x\"}}],\"model\" : \"gpt-x\"}",
                            renamed(events.get(2)),
                            DONE);
        }
    }

    @Test
    void aStreamSplitAtAnyByteIsTheSame() {
        String wire = event("{\"model\":\"stub-model\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ö😀\"}}]}")
                + event(Chat.STOP)
                + event(DONE);
        byte[] bytes = wire.getBytes(StandardCharsets.UTF_8);
        String expected = wire.replace("stub-model", "gpt-x");

        for (int at : IntStream.range(1, bytes.length).toArray()) {
            PROVIDER.answers((request, connection) -> {
                connection.beginStream();
                connection.send(Arrays.copyOf(bytes, at));
                connection.send(Arrays.copyOfRange(bytes, at, bytes.length));
                connection.endStream();
            });
            assertThat(gateway.post(Chat.PATH, Chat.request(true)).body())
                    .as("split at " + at)
                    .isEqualTo(expected);
        }
    }

    @Test
    void lineEndsAndCommentsAreTheProvidersBusiness() {
        PROVIDER.answersBody(
                200,
                "text/event-stream; charset=utf-8",
                ": hi\r\n\r\ndata:" + Chat.HELLO + "\r\n\r\n:keep-alive\r\n\r\n\r\n\r\ndata: " + Chat.STOP
                        + "\r\n\r\ndata: [DONE]\r\n\r\n");

        assertThat(gateway.post(Chat.PATH, Chat.request(true)).body())
                .isEqualTo(event(renamed(Chat.HELLO)) + event(renamed(Chat.STOP)) + event(DONE));
    }

    @Test
    void aLargeEventGoesThroughWhole() {
        String large = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "ä".repeat(300_000) + "\"}}]}";
        PROVIDER.answersBody(200, "text/event-stream", event(large) + event(Chat.STOP) + event(DONE));

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.rest()).containsExactly(large, renamed(Chat.STOP), DONE);
        }
    }

    @Test
    void doneIsSaidOnceWhateverTheProviderSaysAfterIt() {
        PROVIDER.answersBody(
                200, "text/event-stream", event(Chat.STOP) + event(DONE) + event(DONE) + event(Chat.HELLO));

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.rest()).containsExactly(renamed(Chat.STOP), DONE);
        }
    }

    @Test
    void aClientHasItsDoneThoughTheProviderKeepsItsConnectionOpen() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send(event(Chat.STOP) + event(DONE));
            assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
        });

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.rest()).containsExactly(renamed(Chat.STOP), DONE);
        }
    }

    @Test
    void aProviderThatFinishesWithoutDoneGetsIt() {
        PROVIDER.answersBody(200, "text/event-stream", event(Chat.HELLO) + event(Chat.STOP));

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.rest()).containsExactly(renamed(Chat.HELLO), renamed(Chat.STOP), DONE);
        }
    }

    @Test
    void aStreamThatEndsUnfinishedIsAnError() {
        PROVIDER.answersBody(200, "text/event-stream", event(Chat.HELLO));

        isCut("provider_bad_response");
    }

    @Test
    void aConnectionThatBreaksIsAnError() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send(event(Chat.HELLO));
            Thread.sleep(100); // a reset overtakes what is still on its way
            connection.reset();
        });

        isCut("provider_unavailable");
    }

    @Test
    void aConnectionThatIsClosedInMidStreamIsAnError() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send(event(Chat.HELLO) + "data: {\"cho");
            connection.socket().close();
        });

        isCut("provider_unavailable");
    }

    @Test
    void aProviderThatFallsSilentIsAnError() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send(event(Chat.HELLO));
            assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
        });

        isCut("provider_timeout");
    }

    @Test
    void aProviderThatGoesOnWithCommentsOnlyIsAnError() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send(event(Chat.HELLO));
            commentForEver(connection);
        });

        isCut("provider_timeout");
    }

    @Test
    void aProviderThatBeginsWithCommentsOnlyIsTooSlow() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            commentForEver(connection);
        });

        OpenAiError.of(gateway.post(Chat.PATH, Chat.request(true))).is(504, "api_error", "provider_timeout");
    }

    @Test
    void commentsBetweenEventsKeepAStreamGoing() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            for (int i = 0; i < 40; i++) {
                connection.send(i % 10 == 0 ? event(hello(i)) : ": wait\n\n");
                Thread.sleep(60);
            }
            connection.send(event(Chat.STOP) + event(DONE));
            connection.endStream();
        });

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.rest()).hasSize(6).last().isEqualTo(DONE);
        }
    }

    private static void commentForEver(StubProvider.Connection connection) throws IOException, InterruptedException {
        while (true) {
            connection.send(": still thinking\n\n");
            Thread.sleep(100);
        }
    }

    @Test
    void aFramingThatBreaksIsAnError() {
        PROVIDER.answers((request, connection) -> {
            connection.beginStream();
            connection.send(event(Chat.HELLO));
            connection.raw("nonsense\r\n");
            assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
        });

        isCut("provider_bad_response");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "[1]", "{\"choices\":[", "7"})
    void anEventThatIsNoChunkIsAnError(String data) {
        PROVIDER.answersBody(
                200, "text/event-stream", event(Chat.HELLO) + event(data) + event(Chat.STOP) + event(DONE));

        isCut("provider_bad_response");
    }

    @Test
    void aProvidersErrorIsTheLastEvent() {
        String error =
                "{\"error\":{\"message\":\"out of memory\",\"type\":\"server_error\",\"param\":null,\"code\":\"oom\"}}";
        PROVIDER.answersBody(
                200, "text/event-stream", event(Chat.HELLO) + event(error) + event(Chat.STOP) + event(DONE));

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.rest()).containsExactly(renamed(Chat.HELLO), error);
        }
    }

    @Test
    void aProvidersErrorInAnotherShapeIsToldInOpenAis() {
        PROVIDER.answersBody(
                200, "text/event-stream", event(Chat.HELLO) + "event: error\ndata: {\"detail\":\"out of memory\"}\n\n");

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.next()).isEqualTo(renamed(Chat.HELLO));
            JsonNode error = OpenAiSchema.ERROR.validText(stream.next());
            assertThat(error.at("/error/message").textValue()).isEqualTo("out of memory");
            assertThat(stream.next()).isNull();
        }
    }

    /** Official clients read message, type, param and code of an error, and some fail where one is not there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'error':{'message':'boom','code':502}}; 502; api_error",
                "{'error':{'message':'boom'}}; provider_unavailable; api_error",
                "{'error':{'message':'boom','type':'overloaded'},'choices':[]}; provider_unavailable; overloaded",
                "{'error':{'message':'boom','type':null,'param':null,'code':'oom'}}; oom; api_error",
            })
    void anErrorThatMissesSomethingIsCompleted(String data, String code, String type) {
        PROVIDER.answersBody(
                200,
                "text/event-stream",
                event(Chat.HELLO) + event(data.replace('\'', '"')) + event(Chat.STOP) + event(DONE));

        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.next()).isEqualTo(renamed(Chat.HELLO));
            JsonNode error = OpenAiSchema.ERROR.validText(stream.next()).path("error");
            assertThat(error.path("message").textValue()).isEqualTo("boom");
            assertThat(error.path("type").textValue()).isEqualTo(type);
            assertThat(error.path("code").textValue()).isEqualTo(code);
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void usageIsPassedOnWhereTheClientAskedForIt() {
        String usage = "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}";
        PROVIDER.answersBody(200, "text/event-stream", event(Chat.STOP) + event(usage) + event(DONE));
        String request = Chat.request(true).replace("}]", "}],\"stream_options\":{\"include_usage\":true}");

        try (EventStream stream = EventStream.of(gateway, Chat.PATH, request)) {
            assertThat(stream.rest()).containsExactly(renamed(Chat.STOP), usage, DONE);
        }
        assertThat(PROVIDER.stub().last().text()).isEqualTo(request.replace("gpt-x", "stub-model"));
    }

    /** One event came, then one error event, and nothing more; the answer itself ends as it should. */
    private static void isCut(String code) {
        try (EventStream stream = EventStream.chat(gateway)) {
            assertThat(stream.next()).isEqualTo(renamed(Chat.HELLO));
            String told = stream.next();
            assertThat(told).startsWith(CUT);
            JsonNode error = OpenAiSchema.ERROR.validText(told).path("error");
            assertThat(error.path("type").textValue()).isEqualTo("api_error");
            assertThat(error.path("code").textValue()).isEqualTo(code);
            assertThat(stream.next()).isNull();
        }
    }

    private static void inPieces(byte[] wire, int size, StubProvider.Connection connection) throws IOException {
        connection.beginStream();
        for (int at = 0; at < wire.length; at += size) {
            connection.send(Arrays.copyOfRange(wire, at, Math.min(wire.length, at + size)));
        }
        connection.endStream();
    }

    private static String hello(int number) {
        return Chat.HELLO.replace("hello", "hello " + number);
    }

    private static String renamed(String event) {
        return event.replace("stub-model", "gpt-x");
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }
}
