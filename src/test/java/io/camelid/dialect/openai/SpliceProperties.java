package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.dialect.Envelope;
import io.camelid.dialect.EnvelopeEndpoint;
import io.camelid.dialect.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a JSON object looks like, all of it but the top-level model comes through byte for byte. */
class SpliceProperties {

    /** Stands where a model's value is; the property writes the old value there, and expects the new one. */
    private static final String HOLE = "<hole>";

    private static final String NEW = "new/\"model\"é";
    private static final String NEW_JSON = "\"new/\\\"model\\\"é\"";

    @Property
    void aRequestChangesNowhereElse(
            @ForAll @Size(max = 6) List<@From("member") String> before,
            @ForAll @Size(max = 6) List<@From("member") String> after,
            @ForAll("modelKey") String key,
            @ForAll("jsonString") String old) {
        String required = "\"messages\":[0],\"choices\":[],\"model\":\"x\"";
        String body = object(before, key + HOLE, after, required.replace("\"x\"", HOLE));
        byte[] given = body.replace(HOLE, old).concat(" ").getBytes(UTF_8);
        byte[] valid = body.replace(HOLE, "\"valid\"").getBytes(UTF_8);

        Envelope envelope = Envelope.read(valid, valid.length, EnvelopeEndpoint.CHAT_COMPLETIONS);

        assertThat(envelope.model()).isEqualTo("valid");
        assertThat(new String(envelope.withModel(NEW).toByteArray(), UTF_8)).isEqualTo(body.replace(HOLE, NEW_JSON));
        assertThat(new String(
                        ProxiedAnswer.read(given, given.length).withModel(NEW).toByteArray(), UTF_8))
                .isEqualTo(body.replace(HOLE, NEW_JSON) + " ");
    }

    @Property
    void anEventChangesNowhereElse(
            @ForAll @Size(max = 6) List<@From("member") String> before,
            @ForAll @Size(max = 6) List<@From("member") String> after,
            @ForAll("modelKey") String key,
            @ForAll("jsonString") String old,
            @ForAll @Size(min = 1) List<@IntRange(min = 1, max = 40) Integer> cuts) {
        String data = object(
                before, key + HOLE, after, "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]");
        String stream = "data: " + data.replace("\n", "\ndata: ") + "\n\n";

        var run = ProxiedStreamFixture.run(stream.replace(HOLE, old).getBytes(UTF_8), cuts);

        assertThat(run.client())
                .isEqualTo(stream.replace(HOLE, "\"" + ProxiedStreamFixture.REQUESTED + "\"") + "data: [DONE]\n\n");
    }

    /** Arbitrary JSON is what the other properties rest on: it must be JSON. */
    @Property(tries = 200)
    void theMembersAreJson(@ForAll @From("member") String member) throws Exception {
        assertThat(Json.MAPPER.readTree("{" + member + "}").isObject()).isTrue();
    }

    @Provide
    Arbitrary<String> member() {
        Arbitrary<String> name = Arbitraries.oneOf(
                jsonString().filter(it -> !it.equals("\"model\"")),
                Arbitraries.of("\"Model\"", "\"models\"", "\"mode\"", "\"id\"", "\"created\"", "\"\""));
        return Combinators.combine(name, space(), value(3))
                .as((key, space, value) -> key + space + ":" + space + value);
    }

    @Provide
    Arbitrary<String> modelKey() {
        return Arbitraries.of("\"model\":", "\"model\" : ", "\"\\u006dodel\":", "\"m\\u006Fd\\u0065l\"\t:\n");
    }

    @Provide
    Arbitrary<String> jsonString() {
        Arbitrary<String> piece = Arbitraries.of(
                "a",
                "model",
                " ",
                "é",
                "漢",
                "😀",
                "\\\"",
                "\\\\",
                "\\/",
                "\\n",
                "\\u00e9",
                "\\ud83d\\ude00",
                "\\uD800",
                "{",
                "\u007f");
        return piece.list().ofMaxSize(8).map(it -> "\"" + String.join("", it) + "\"");
    }

    private Arbitrary<String> value(int depth) {
        Arbitrary<String> scalar = Arbitraries.oneOf(
                jsonString(),
                Arbitraries.of(
                        "0", "-0", "1.0", "1e-7", "1E+400", "9007199254740993", "-0.10", "true", "false", "null"));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> array = Combinators.combine(value(depth - 1).list().ofMaxSize(3), space())
                .as((items, space) -> "[" + space + String.join("," + space, items) + "]");
        Arbitrary<String> inner = Combinators.combine(Arbitraries.of("\"model\"", "\"a\""), value(depth - 1))
                .as((key, value) -> key + ":" + value);
        Arbitrary<String> object = inner.list().ofMaxSize(3).map(it -> "{" + String.join(",", it) + "}");
        return Arbitraries.frequencyOf(Tuple.of(3, scalar), Tuple.of(1, array), Tuple.of(1, object));
    }

    private static Arbitrary<String> space() {
        return Arbitraries.of("", "", " ", "\n", "\t ");
    }

    private static String object(List<String> before, String member, List<String> after, String required) {
        return Stream.of(before, List.of(member), after, List.of(required))
                .flatMap(List::stream)
                .collect(Collectors.joining(",", "{", "}"));
    }
}
