package io.camelid.dialect.llamastack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Redaction;
import io.camelid.dialect.StreamProxy.State;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiedStreamTest {

    private static final String PROGRESS =
            "data: {\"event\":{\"event_type\":\"progress\",\"delta\":{\"type\":\"text\",\"text\":\"Güte\"}}}\n\n";
    private static final String COMPLETE =
            "data: {\"event\":{\"event_type\":\"complete\",\"delta\":{\"type\":\"text\",\"text\":\"\"},\"stop_reason\":null},\"metrics\":[{\"metric\":\"prompt_tokens\",\"value\":3},{\"metric\":\"completion_tokens\",\"value\":4}]}\n\n";

    private final ProxiedStream stream = new ProxiedStream(Redaction.NONE);
    private final StringBuilder out = new StringBuilder();

    private void feed(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        out.append(new String(stream.feed(bytes, 0, bytes.length), UTF_8));
    }

    @Test
    void everySplitOfTheInputGivesTheSame() {
        byte[] bytes = (PROGRESS + ": comment\n\n" + COMPLETE).getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            ProxiedStream each = new ProxiedStream(Redaction.NONE);
            String got = new String(each.feed(bytes, 0, cut), UTF_8)
                    + new String(each.feed(bytes, cut, bytes.length - cut), UTF_8)
                    + new String(each.end(), UTF_8);

            assertThat(got).isEqualTo(PROGRESS + COMPLETE);
            assertThat(each.state()).isEqualTo(State.DONE);
            assertThat(each.usage()).isEqualTo(new ProxiedUsage(3L, 4L));
        }
    }

    /** A key may be written as JSON does in JSON that is itself a text: what is read of that is what is told. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"{\\\"error\\\":{\\\"message\\\":\\\"bad key sk\\\\u002Babcdefgh\\\"}}\"}}",
                "{\"error\":\"{\\\"detail\\\":\\\"bad key sk\\\\u002Babcdefgh\\\"}\"}",
                "{\"detail\":\"{\\\"error\\\":{\\\"message\\\":\\\"bad key sk\\\\u002Babcdefgh\\\"}}\"}",
            })
    void aKeyInAnErrorInsideAnErrorIsNotTold(String error) {
        ProxiedStream each = new ProxiedStream(Redaction.of("Bearer sk+abcdefgh", List.of()));
        byte[] wire = (PROGRESS + "data: " + error + "\n\n").getBytes(UTF_8);

        String told = new String(each.feed(wire, 0, wire.length), UTF_8);

        assertThat(told).contains("bad key").doesNotContain("sk+abcdefgh", "u002B");
        assertThat(each.failure()).hasMessageContaining("bad key").hasMessageNotContaining("sk+abcdefgh");
    }

    @Test
    void everyTruncationIsAFailureAndNeverAnEnd() {
        byte[] bytes = (PROGRESS + COMPLETE).getBytes(UTF_8);
        for (int length = 0; length < bytes.length - 2; length++) {
            ProxiedStream each = new ProxiedStream(Redaction.NONE);
            each.feed(bytes, 0, length);
            each.end();

            assertThat(each.state()).isEqualTo(State.FAILED);
            assertThat(each.failure()).isNotNull();
        }
    }

    @Test
    void anOrderOfEventsIsNeverCompleteUnlessTheServerSaidSo() {
        List<String> events =
                List.of(PROGRESS, COMPLETE, ": comment\n\n", "data: {\"error\":{\"message\":\"no\"}}\n\n");
        int orders = (int) Math.pow(events.size(), 4);
        for (int order = 0; order < orders; order++) {
            List<String> told = new ArrayList<>();
            for (int digits = order; told.size() < 4; digits /= events.size()) {
                told.add(events.get(digits % events.size()));
            }
            ProxiedStream each = new ProxiedStream(Redaction.NONE);
            byte[] bytes = String.join("", told).getBytes(UTF_8);
            String got = new String(each.feed(bytes, 0, bytes.length), UTF_8) + new String(each.end(), UTF_8);

            boolean failed = told.contains(events.getLast());
            State end = failed ? State.ERROR_TOLD : told.contains(COMPLETE) ? State.DONE : State.FAILED;
            assertThat(each.state()).as("%s", told).isEqualTo(end);
            assertThat(each.failure() == null).as("%s", told).isEqualTo(end == State.DONE);
            assertThat(String.join("", told).replace(": comment\n\n", "")).startsWith(got);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: no json\n\n", "data: []\n\n", "data: [DONE]\n\n"})
    void whatIsNoEventFails(String event) {
        feed(PROGRESS + event + COMPLETE);

        assertThat(stream.state()).isEqualTo(State.FAILED);
        assertThat(stream.refused()).isFalse();
        assertThat(out.toString()).isEqualTo(PROGRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {}\n\n", "data: {\"event\":null}\n\n", "data: {\"choices\":[]}\n\n"})
    void whatIsNoEventOfLlamaStacksFails(String event) {
        feed(PROGRESS + event + COMPLETE);

        assertThat(stream.state()).isEqualTo(State.FAILED);
        assertThat(out.toString()).isEqualTo(PROGRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: error\ndata: {\"message\":\"key-of-ours is wrong\"}\n\n",
                "event: error\nid: key-of-ours\ndata: {\"error\":{\"message\":\"key-of-ours is wrong\"}}\n\n",
                "event: error\ndata: key-of-ours is wrong\n\n",
                "data: {\"detail\":\"key-of-ours is wrong\"}\n\n",
                "data: {\"type\":\"error\",\"message\":\"key-of-ours is wrong\"}\n\n",
                "data: {\"object\":\"error\",\"message\":\"key-of-ours is wrong\"}\n\n",
                "data: {\"errors\":[{\"message\":\"key-of-ours is wrong\"}]}\n\n"
            })
    void anErrorIsOneHoweverItIsSpelledAndRepeatsNoKey(String error) {
        ProxiedStream each = new ProxiedStream(Redaction.of("Bearer key-of-ours", List.of()));
        byte[] bytes = (PROGRESS + error + COMPLETE).getBytes(UTF_8);

        String told = new String(each.feed(bytes, 0, bytes.length), UTF_8);

        assertThat(told).startsWith(PROGRESS).contains("*** is wrong").doesNotContain("key-of-ours", "complete");
        assertThat(each.state()).isEqualTo(State.ERROR_TOLD);
        assertThat(each.failure()).hasMessage("*** is wrong");
        assertThat(Objects.requireNonNull(each.failure()).told()).isNotNull();
    }

    @Test
    void openAisLastWordBehindACompleteTurnSaysNothing() {
        feed(PROGRESS + COMPLETE + "data: [DONE]\n\n");
        stream.end();

        assertThat(out.toString()).isEqualTo(PROGRESS + COMPLETE);
        assertThat(stream.state()).isEqualTo(State.DONE);
    }

    @Test
    void theServersErrorGoesOnAndNothingAfterIt() {
        String error = "data: {\"error\":{\"message\":\"429: slow down\"}}\n\n";
        feed(PROGRESS + error + COMPLETE);

        assertThat(out.toString()).isEqualTo(PROGRESS + error);
        assertThat(stream.state()).isEqualTo(State.ERROR_TOLD);
        assertThat(Objects.requireNonNull(stream.failure()).status()).isEqualTo(429);
        assertThat(stream.fail(ProviderException.of(ErrorKind.PROVIDER_TIMEOUT, "x")))
                .isEmpty();
    }

    @Test
    void anErrorBeforeAnythingElseRefuses() {
        feed("data: {\"error\":{\"message\":\"400: Invalid value: no\"}}\n\n");

        assertThat(stream.refused()).isTrue();
        assertThat(Objects.requireNonNull(stream.failure()).getMessage()).isEqualTo("Invalid value: no");
    }

    @Test
    void aFailureOfTheCallersIsToldOnce() {
        feed(PROGRESS);
        String told = new String(stream.fail(ProviderException.of(ErrorKind.PROVIDER_TIMEOUT, "slow")), UTF_8);

        assertThat(told).isEqualTo("data: {\"error\":{\"message\":\"504: slow\"}}\n\n");
        assertThat(stream.fail(ProviderException.of(ErrorKind.PROVIDER_TIMEOUT, "slow")))
                .isEmpty();
    }

    @Test
    void metricsNobodyUnderstandsDoNotStopIt() {
        String odd = COMPLETE.replace("\"value\":3", "\"value\":\"three\"");
        feed(odd);
        stream.end();

        assertThat(out.toString()).isEqualTo(odd);
        assertThat(stream.state()).isEqualTo(State.DONE);
        assertThat(stream.usage()).isNull();
    }
}
