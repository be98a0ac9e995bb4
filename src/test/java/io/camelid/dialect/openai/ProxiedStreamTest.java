package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.ProxiedStreamFixture.run;
import static io.camelid.dialect.openai.ProxiedStreamFixture.runWhole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Redaction;
import io.camelid.dialect.StreamProxy.State;
import io.camelid.dialect.openai.ProxiedStreamFixture.Run;
import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiedStreamTest {

    private static final String CHUNK = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";

    static Stream<ProxiedStreamFixture> all() throws Exception {
        return ProxiedStreamFixture.all();
    }

    /** A key may be written as JSON does in JSON that is itself a text: what is read of that is what is told. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"{\\\"error\\\":{\\\"message\\\":\\\"bad key sk\\\\u002Babcdefgh\\\"}}\"}}",
                "{\"detail\":\"{\\\"error\\\":{\\\"message\\\":\\\"bad key sk\\\\u002Babcdefgh\\\"}}\"}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"error\":{\"message\":\"{\\\"error\\\":{\\\"message\\\":\\\"bad key sk\\\\u002Babcdefgh\\\"}}\"}}]}",
            })
    void aKeyInAnErrorInsideAnErrorIsNotTold(String error) {
        ProxiedStream stream = new ProxiedStream("m", Redaction.of("Bearer sk+abcdefgh", List.of()));
        byte[] wire = (CHUNK + "data: " + error + "\n\n").getBytes(UTF_8);

        String told = new String(stream.feed(wire, 0, wire.length), UTF_8);

        assertThat(told).contains("bad key").doesNotContain("sk+abcdefgh");
        assertThat(stream.failure()).hasMessageContaining("bad key").hasMessageNotContaining("sk+abcdefgh");
    }

    @ParameterizedTest
    @MethodSource("all")
    void theClientGetsWhatItIsDue(ProxiedStreamFixture fixture) {
        Run run = runWhole(fixture.provider());

        assertThat(run.client()).isEqualTo(fixture.client());
        assertOutcome(run.stream(), fixture.outcome());
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsTheSameHoweverTheStreamIsCut(ProxiedStreamFixture fixture) {
        for (int size : List.of(1, 2, 3, 7)) {
            Run run = run(fixture.provider(), List.of(size));

            assertThat(run.client()).isEqualTo(fixture.client());
            assertOutcome(run.stream(), fixture.outcome());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void otherLineEndsChangeNothing(ProxiedStreamFixture fixture) {
        for (String lineEnd : List.of("\r\n", "\r")) {
            byte[] provider =
                    new String(fixture.provider(), UTF_8).replace("\n", lineEnd).getBytes(UTF_8);

            assertThat(run(provider, List.of(1)).client()).isEqualTo(fixture.client());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStreamCutShortIsNeverGivenAnEnd(ProxiedStreamFixture fixture) {
        byte[] provider = fixture.provider();
        for (int length = 0; length < provider.length; length++) {
            String given = new String(provider, 0, length, UTF_8);
            Run run = runWhole(Arrays.copyOf(provider, length));

            boolean ended = run.client().contains("[DONE]");
            assertThat(ended).isEqualTo(run.stream().state() == State.DONE);
            assertThat(ended && !mayEnd(given)).as(given).isFalse();
            assertThat(finishReasons(run.client())).isLessThanOrEqualTo(finishReasons(given));
        }
    }

    @Test
    void anEventGoesOutWithItsBlankLineAndNotBefore() {
        ProxiedStream stream = new ProxiedStream("m", Redaction.NONE);
        byte[] chunk = CHUNK.getBytes(UTF_8);

        assertThat(stream.feed(chunk, 0, chunk.length - 1)).isEmpty();
        assertThat(stream.feed(chunk, chunk.length - 1, 1)).asString(UTF_8).isEqualTo(CHUNK);
    }

    @Test
    void theEventsOfOnePieceGoOutTogether() {
        ProxiedStream stream = new ProxiedStream("m", Redaction.NONE);
        byte[] chunks = CHUNK.repeat(3).getBytes(UTF_8);

        assertThat(stream.feed(chunks, 0, chunks.length)).asString(UTF_8).isEqualTo(CHUNK.repeat(3));
        assertThat(stream.state()).isEqualTo(State.OPEN);
    }

    @Test
    void whatTheCallerFailsOfIsToldOnce() {
        ProxiedStream stream = new ProxiedStream("m", Redaction.NONE);
        byte[] chunk = CHUNK.getBytes(UTF_8);
        stream.feed(chunk, 0, chunk.length);
        ProviderException slow = ProviderException.of(ErrorKind.PROVIDER_TIMEOUT, "Too slow.");

        assertThat(stream.fail(slow))
                .asString(UTF_8)
                .isEqualTo("data: {\"error\":{\"message\":\"Too slow.\",\"type\":\"api_error\",\"param\":null,"
                        + "\"code\":\"provider_timeout\"}}\n\n");
        assertThat(stream.fail(slow)).isEmpty();
        assertThat(stream.feed(chunk, 0, chunk.length)).isEmpty();
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void aClientThatHasReadTheEndIsToldOfNoFailure() {
        ProxiedStream stream = runWhole((CHUNK + "data: [DONE]\n\n").getBytes(UTF_8)).stream();

        assertThat(stream.fail(GatewayException.internal(new IllegalStateException())))
                .isEmpty();
    }

    @Test
    void anEventWithoutAnEndFailsTheStream() {
        ProxiedStream stream = new ProxiedStream("m", Redaction.NONE);
        byte[] piece = "x".repeat(1024 * 1024).getBytes(UTF_8);
        stream.feed("data: ".getBytes(UTF_8), 0, 6);
        for (int i = 0; i <= 16; i++) {
            stream.feed(piece, 0, piece.length);
        }

        assertThat(stream.state()).isEqualTo(State.FAILED);
        assertThat(stream.failure()).isNotNull().hasMessage("The provider's stream has an event without an end.");
    }

    @Test
    void bytesThatAreNoTextAtAllFailTheStream() {
        Run run = runWhole(new byte[] {'d', 'a', 't', 'a', ':', 0, '{', 0, '}', '\n', '\n'});

        assertThat(run.stream().state()).isEqualTo(State.FAILED);
        assertThat(run.client()).isEmpty();
    }

    private static void assertOutcome(ProxiedStream stream, JsonNode outcome) {
        assertThat(stream.state().name()).isEqualTo(outcome.get("state").textValue());
        assertThat(stream.refused()).isEqualTo(outcome.get("refused").booleanValue());
        ProviderException failure = stream.failure();
        assertThat(failure == null ? null : failure.text())
                .isEqualTo(outcome.get("failure").textValue());
        assertThat(failure == null ? 0 : failure.status())
                .isEqualTo(outcome.get("status").intValue());
        JsonNode usage = outcome.get("usage");
        assertThat(stream.usage())
                .isEqualTo(
                        usage.isNull()
                                ? null
                                : new ProxiedUsage(
                                        usage.get(0).longValue(), usage.get(1).longValue()));
    }

    /** Whether a stream says it is done, or has finished every choice it began. */
    static boolean mayEnd(String provider) {
        Set<Integer> begun = new HashSet<>();
        Set<Integer> finished = new HashSet<>();
        for (String block : provider.split("\n\n")) {
            String data = block.lines()
                    .filter(it -> it.startsWith("data:"))
                    .map(it -> it.substring(5))
                    .collect(Collectors.joining("\n"))
                    .strip();
            if (data.equals("[DONE]")) {
                return true;
            }
            List<JsonNode> choices = new ArrayList<>();
            tree(data).path("choices").forEach(choices::add);
            for (int i = 0; i < choices.size(); i++) {
                int index = choices.get(i).path("index").asInt(i);
                begun.add(index);
                if (!choices.get(i).path("finish_reason").asText("").isEmpty()
                        && !choices.get(i).path("finish_reason").isNull()) {
                    finished.add(index);
                }
            }
        }
        return !begun.isEmpty() && begun.equals(finished);
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static long finishReasons(String stream) {
        return Pattern.compile("\"finish_reason\": ?\"")
                .matcher(stream)
                .results()
                .count();
    }
}
