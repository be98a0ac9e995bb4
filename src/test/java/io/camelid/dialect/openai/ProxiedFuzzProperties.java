package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.ProxiedStreamFixture.run;
import static io.camelid.dialect.openai.ProxiedStreamFixture.runWhole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelid.Mended;
import io.camelid.dialect.Envelope;
import io.camelid.dialect.EnvelopeEndpoint;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.StreamProxy.State;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Bytes as no sane provider or client sends them: they may be refused, but by our own failures, and always alike. */
class ProxiedFuzzProperties {

    @Property
    void aDamagedStreamComesToTheSameEndHoweverItIsCut(
            @ForAll("damagedStream") byte[] stream,
            @ForAll @Size(min = 1) List<@IntRange(min = 1, max = 30) Integer> cuts) {
        var whole = runWhole(stream);
        var cut = run(stream, cuts);

        assertThat(Mended.withoutIds(cut.client())).isEqualTo(Mended.withoutIds(whole.client()));
        assertThat(cut.stream().state()).isEqualTo(whole.stream().state()).isNotEqualTo(State.OPEN);
        assertThat(cut.stream().usage()).isEqualTo(whole.stream().usage());
        assertThat(cut.stream().refused()).isEqualTo(whole.stream().refused());
        assertThat(cut.stream().failure() == null).isEqualTo(whole.stream().state() == State.DONE);
    }

    @Property
    void eventsInAnyOrderAgainAndLeftOutComeToTheSameEndAndNeverToOneOfOurOwn(
            @ForAll("shuffledStream") String stream,
            @ForAll @Size(min = 1) List<@IntRange(min = 1, max = 30) Integer> cuts) {
        var whole = runWhole(stream.getBytes(UTF_8));
        var cut = run(stream.getBytes(UTF_8), cuts);
        boolean ended = whole.client().contains("[DONE]");

        assertThat(whole.stream().state()).isNotEqualTo(State.OPEN);
        assertThat(ended).isEqualTo(whole.stream().state() == State.DONE);
        assertThat(ended && !ProxiedStreamTest.mayEnd(stream)).as(stream).isFalse();
        assertThat(ProxiedStreamTest.finishReasons(whole.client()))
                .isLessThanOrEqualTo(ProxiedStreamTest.finishReasons(stream));
        assertThat(Mended.withoutIds(cut.client())).isEqualTo(Mended.withoutIds(whole.client()));
        assertThat(cut.stream().state()).isEqualTo(whole.stream().state());
    }

    @Property
    void aDamagedRequestIsReadOrRefused(@ForAll("damagedObject") byte[] body) {
        for (EnvelopeEndpoint endpoint : EnvelopeEndpoint.values()) {
            Throwable thrown = catchThrowable(() ->
                    Envelope.read(body, body.length, endpoint).withModel("m").toByteArray());

            assertThat(thrown == null || thrown instanceof RequestException).isTrue();
        }
    }

    @Property
    void aDamagedAnswerIsReadOrRefused(@ForAll("damagedObject") byte[] body) {
        Throwable thrown = catchThrowable(
                () -> ProxiedAnswer.read(body, body.length).withModel("m").toByteArray());

        assertThat(thrown == null || thrown instanceof ProviderException).isTrue();
    }

    @Property
    void aDamagedErrorAlwaysHasAMessage(@ForAll("damagedObject") byte[] body) {
        assertThat(ProviderErrors.read(body, 500, null).message()).isNotEmpty();
        assertThatCode(() -> ErrorEncoder.encode(ProviderErrors.inBand(body, 0, body.length)))
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<byte[]> damagedStream() throws IOException {
        List<byte[]> streams =
                ProxiedStreamFixture.all().map(ProxiedStreamFixture::provider).toList();
        return damaged(Arbitraries.of(streams).filter(it -> it.length > 0));
    }

    /** Of the events of one stream, each as often as chance has it. */
    @Provide
    Arbitrary<String> shuffledStream() throws IOException {
        List<List<String>> streams = ProxiedStreamFixture.all()
                .map(it -> List.of(new String(it.provider(), UTF_8).split("(?<=\n\n|\r\r|\r\n\r\n)")))
                .toList();
        return Arbitraries.of(streams)
                .flatMap(events -> Arbitraries.of(events).list().ofMaxSize(12))
                .map(events -> String.join("", events));
    }

    @Provide
    Arbitrary<byte[]> damagedObject() {
        return damaged(Arbitraries.of(
                        "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüß\"}],\"stream\":true,"
                                + "\"prompt\":[[1]],\"input\":\"x\",\"stream_options\":{\"include_usage\":true}}",
                        "{\"model\":\"a\",\"choices\":[{\"index\":0}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
                        "[{\"error\":{\"message\":\"{\\\"error\\\":\\\"x\\\"}\",\"code\":400,\"param\":null}}]",
                        "{\"detail\":[{\"loc\":[\"a\",0],\"msg\":\"m\"}],\"fault\":{\"faultstring\":1}}")
                .map(it -> it.getBytes(UTF_8)));
    }

    /** Some bytes replaced, by those that mean something to JSON and event streams above all. */
    private static Arbitrary<byte[]> damaged(Arbitrary<byte[]> sound) {
        Arbitrary<Byte> meaningful = Arbitraries.of(
                "{}[]\",:\\ \n\r0-eu".chars().mapToObj(it -> (byte) it).toList());
        Arbitrary<Byte> wound = Arbitraries.oneOf(meaningful, Arbitraries.bytes());
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 100_000);
        return Combinators.combine(
                        sound, place.list().ofMaxSize(4), wound.list().ofSize(4))
                .as(ProxiedFuzzProperties::damage);
    }

    private static byte[] damage(byte[] sound, List<Integer> places, List<Byte> wounds) {
        byte[] damaged = sound.clone();
        for (int i = 0; i < places.size(); i++) {
            damaged[places.get(i) % damaged.length] = wounds.get(i);
        }
        return damaged;
    }
}
