package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.RequestRules.Rule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Any request and any rules: bytes and tree come to the same, and what no rule is about keeps every byte. */
class RequestRulesProperties {

    private static final NeutralValues NEUTRAL = new NeutralValues(
            Map.of("a", List.of(tree("1")), "b", List.of(tree("[]"), tree("{}")), "list[].a", List.of(tree("false"))));

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "list", "object", "role", "content");

    @Property
    void bytesAndTreeComeToTheSame(@ForAll("body") String body, @ForAll @Size(max = 8) List<@From("rule") Rule> given)
            throws IOException {
        RequestRules rules = new RequestRules(given, NEUTRAL);
        byte[] bytes = body.getBytes(UTF_8);
        ObjectNode tree = (ObjectNode) tree(body);

        Envelope.Rewritten rewritten = Envelope.read(bytes, bytes.length, EnvelopeEndpoint.CHAT_COMPLETIONS)
                .rewritten("m1", rules);
        List<String> notCarried = rules.apply(tree, "m1");

        String sent = new String(rewritten.body().toByteArray(), UTF_8);
        assertThat(tree(sent)).as("%s of %s is %s", rules, body, sent).hasToString(tree.toString());
        assertThat(rewritten.notCarried()).isEqualTo(notCarried);
    }

    @Property
    void whatNoRuleIsAboutKeepsEveryByte(
            @ForAll @Size(max = 5) List<@From("member") String> members,
            @ForAll @Size(max = 8) List<@From("rule") Rule> given) {
        List<String> others = new ArrayList<>(List.of("\"model\":\"m1\"", "\"messages\":[0]", "\"z\" : 1.0"));
        for (String member : members) {
            others.add("\"other%d\"%s".formatted(others.size(), valueOf(member).replace("null", "1")));
        }
        List<String> all = new ArrayList<>(others);
        all.addAll(members);
        Collections.shuffle(all, new Random(members.hashCode()));
        byte[] bytes = ("{" + String.join(" ,\t", all) + "}").getBytes(UTF_8);

        String sent = new String(
                Envelope.read(bytes, bytes.length, EnvelopeEndpoint.CHAT_COMPLETIONS)
                        .rewritten("m1", new RequestRules(given, NEUTRAL))
                        .body()
                        .toByteArray(),
                UTF_8);

        assertThat(sent).contains(others);
        assertThat(tree(sent).isObject()).isTrue();
    }

    private static String valueOf(String member) {
        return member.substring(member.indexOf(':'));
    }

    @Provide
    Arbitrary<String> body() {
        Arbitrary<String> message = distinct();
        return Combinators.combine(distinct(), message.list().ofMinSize(1).ofMaxSize(3), space())
                .as((object, messages, space) -> "{\"model\":\"m1\"," + space + "\"messages\":["
                        + String.join("," + space, messages) + "]" + (object.equals("{}") ? "" : ",")
                        + object.substring(1));
    }

    /** An object whose names are its members' own, as a tree has no place for two of one name. */
    private Arbitrary<String> distinct() {
        return member().list().ofMaxSize(6).map(members -> {
            Map<String, String> byName = new LinkedHashMap<>();
            members.forEach(it -> byName.put(plainName(it), it));
            return "{" + String.join(",", byName.values()) + "}";
        });
    }

    private static String plainName(String member) {
        return tree("{" + member + "}").fieldNames().next();
    }

    @Provide
    Arbitrary<String> member() {
        return Combinators.combine(Arbitraries.of(NAMES), space(), value(2), Arbitraries.of(true, false, false))
                .as((name, space, value, escaped) ->
                        "\"" + (escaped ? escape(name) : name) + "\"" + space + ":" + space + value);
    }

    private static String escape(String name) {
        return "\\u%04x".formatted((int) name.charAt(0)) + name.substring(1);
    }

    private Arbitrary<String> value(int depth) {
        Arbitrary<String> scalar = Arbitraries.of(
                "0",
                "1",
                "1.0",
                "2",
                "1e3",
                "-0.10",
                "true",
                "false",
                "null",
                "\"x\"",
                "\" \"",
                "\"\\u0078\"",
                "\"\\\"}\"",
                "\"é\"");
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> list = value(depth - 1).list().ofMaxSize(3).map(it -> "[" + String.join(" , ", it) + "]");
        Arbitrary<String> object = Combinators.combine(
                        Arbitraries.of(NAMES), value(depth - 1), Arbitraries.of(NAMES), value(0))
                .as((one, value, other, scalarValue) -> one.equals(other)
                        ? "{\"" + one + "\":" + value + "}"
                        : "{\"" + one + "\":" + value + ", \"" + other + "\":" + scalarValue + "}");
        Arbitrary<String> text = scalar.map(it -> "[{\"type\":\"text\",\"text\":" + it + "}]");
        return Arbitraries.oneOf(
                scalar,
                list,
                object,
                object.list().ofMaxSize(2).map(Object::toString),
                text,
                Arbitraries.of("[]", "{}"));
    }

    private static Arbitrary<String> space() {
        return Arbitraries.of("", "", " ", "\n\t");
    }

    @Provide
    Arbitrary<Rule> rule() {
        Arbitrary<String> path = Arbitraries.of(
                "a",
                "b",
                "c",
                "d",
                "list",
                "content",
                "list[].a",
                "list[].b",
                "object.a",
                "object.b[].c",
                "messages[].role",
                "messages[].content",
                "messages[].a",
                "messages[].list[].b");
        Arbitrary<FieldRule> rule = Arbitraries.of(
                new FieldRule.Refused(),
                new FieldRule.Unsaid(),
                new FieldRule.Needs("b"),
                new FieldRule.Renamed("d"),
                new FieldRule.Renamed("fresh"),
                new FieldRule.Bounded(BigDecimal.ONE),
                new FieldRule.Flattened(),
                new FieldRule.DataUrl(),
                new FieldRule.NotBlank(),
                new FieldRule.Moot("b", "x"),
                new FieldRule.Moot("a", "x"),
                new FieldRule.Stripped("x"),
                new FieldRule.Reworded(Map.of("x", tree("\"y\""), "true", tree("1"))));
        Arbitrary<Rule> ordinary = Combinators.combine(path, Arbitraries.of("", "", "m\\d", "other"), rule)
                .as(Rule::new);
        return Arbitraries.frequencyOf(
                Tuple.of(12, ordinary), Tuple.of(1, Arbitraries.of(new Rule("", "", new FieldRule.WithoutNulls()))));
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
