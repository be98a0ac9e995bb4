package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.FieldRule.Bounded;
import io.camelid.dialect.FieldRule.DataUrl;
import io.camelid.dialect.FieldRule.Flattened;
import io.camelid.dialect.FieldRule.Needs;
import io.camelid.dialect.FieldRule.Refused;
import io.camelid.dialect.FieldRule.Renamed;
import io.camelid.dialect.FieldRule.Reworded;
import io.camelid.dialect.FieldRule.Unsaid;
import io.camelid.dialect.FieldRule.WithoutNulls;
import io.camelid.dialect.RequestRules.Rule;
import io.camelid.error.RequestException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in front and behind in the bodies is the required part of a request, which stays as it is. */
class RequestRulesTest {

    private static final String HEAD = "\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]";

    private static final NeutralValues NEUTRAL = new NeutralValues(Map.of(
            "n", List.of(json("1")),
            "stop", List.of(json("[]")),
            "tools", List.of(json("[]")),
            "stream", List.of(json("false")),
            "logit_bias", List.of(json("{}"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{H,\"n\":3}                | {H}                | n",
                "{\"n\":3,H}                | {H}                | n",
                "{\"n\" : 3 , H}            | {H}                | n",
                "{ \"n\":3,\"stop\":[1],H } | { H }              | n,stop",
                "{H,\"n\":3,\"stop\":[1]}   | {H}                | n,stop",
                "{H ,\"n\":3 , \"a\":1.0}   | {H , \"a\":1.0}    | n",
                "{\"n\":3,H,\"stop\":\".\"} | {H}                | n,stop",
                "{H,\"n\":1}                | {H}                | -",
                "{H,\"n\":1.0}              | {H}                | -",
                "{H,\"n\":null}             | {H}                | -",
                "{H,\"stop\":[ ]}           | {H}                | -",
                "{H,\"\\u006e\":3}          | {H}                | n",
                "{H,\"n\":3,\"n\":1}        | {H}                | -",
                "{H,\"n\":1,\"n\":3}        | {H}                | n",
                "{H,\"nn\":3,\"x\":{\"n\":3}} | {H,\"nn\":3,\"x\":{\"n\":3}} | -"
            })
    void whatIsRefusedGoesOutWithItsCommaAndIsReportedIfItSaysSomething(String before, String after, String lost) {
        check(rules("n", new Refused(), "stop", new Refused()), before, after, lost);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{H,\"p\":\"<b>ho\"}                | {H,\"p\":\"ho\"}",
                "{H,\"p\":-0.10,\"p\":\"<b>ho\"}  | {H,\"p\":-0.10,\"p\":\"ho\"}",
                "{H,\"p\":\"<b>ho\",\"p\":[1]}    | {H,\"p\":\"<b>ho\",\"p\":[1]}",
                "{H,\"p\":[\"<b>ho\"]}              | {H,\"p\":[\"<b>ho\"]}"
            })
    void whatIsStrippedIsTheTextThatCounts(String before, String after) {
        check(rules("p", new FieldRule.Stripped("<b>"), "none", new Refused()), before, after, "-");
    }

    @Test
    void allThatIsThereMayGoOut() throws IOException {
        RequestRules rules = rules("a", new Refused(), "b", new Refused());
        ObjectNode tree = (ObjectNode) json("{\"a\":1,\"b\":2}");

        assertThat(rules.apply(tree, "m")).containsExactly("a", "b");
        assertThat(tree).isEmpty();
        check(
                rules("messages[].name", new Refused(), "messages[].x", new Refused()),
                """
                {"model":"m","messages":[{ "name":"a" , "x":1 },{}]}""",
                """
                {"model":"m","messages":[{  },{}]}""",
                "messages[0].name,messages[0].x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{H,\"tools\":[]}      | {H}                  | -",
                "{H,\"tools\":[{}]}    | {H,\"tools\":[{}]}   | -",
                "{H,\"n\":1,\"a\":2}   | {H,\"a\":2}          | -",
                "{H,\"n\":2}           | {H,\"n\":2}          | -"
            })
    void whatSaysNothingIsLeftOutInSilence(String before, String after, String lost) {
        check(rules("tools", new Unsaid(), "n", new Unsaid()), before, after, lost);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{H,\"tool_choice\":\"required\"}                 | {H}",
                "{H,\"tool_choice\":\"auto\",\"tools\":[]}        | {H,\"tools\":[]}",
                "{\"tool_choice\":\"auto\",\"tools\":[{}],H}      | {\"tool_choice\":\"auto\",\"tools\":[{}],H}",
                "{H,\"stream_options\":{\"include_usage\":true},\"stream\":false} | {H,\"stream\":false}",
                "{H,\"stream_options\":{\"include_usage\":true},\"stream\":true}  | {H,\"stream_options\":{\"include_usage\":true},\"stream\":true}"
            })
    void whatNeedsAnotherGoesOutWithoutIt(String before, String after) {
        check(rules("tool_choice", new Needs("tools"), "stream_options", new Needs("stream")), before, after, "-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"max_completion_tokens\" : 1e1,H} | {\"max_tokens\" : 1e1,H} | -",
                "{H,\"max_completion_tokens\":5,\"max_tokens\":4} | {H,\"max_tokens\":4} | max_completion_tokens",
                "{\"max_tokens\":null,H,\"max_completion_tokens\":5} | {H,\"max_tokens\":5} | -",
                "{H,\"max_completion_tokens\":null,\"max_tokens\":4} | {H,\"max_tokens\":4} | -",
                "{H,\"max\\u005fcompletion_tokens\":5} | {H,\"max_tokens\":5} | -"
            })
    void anotherNameKeepsTheValueAndTheProvidersOwnWins(String before, String after, String lost) {
        check(rules("max_completion_tokens", new Renamed("max_tokens")), before, after, lost);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{H,\"n\":3}     | {H,\"n\":1}     | n",
                "{H,\"n\":1}     | {H,\"n\":1}     | -",
                "{H,\"n\": 1.5 } | {H,\"n\": 1 }   | n",
                "{H,\"n\":\"3\"} | {H,\"n\":\"3\"} | -",
                "{H,\"n\":null}  | {H,\"n\":null}  | -"
            })
    void aHigherNumberBecomesTheBoundAndIsReported(String before, String after, String lost) {
        check(rules("n", new Bounded(BigDecimal.ONE)), before, after, lost);
    }

    @Test
    void otherWordsMeanTheSame() {
        RequestRules rules = new RequestRules(
                List.of(
                        new Rule("messages[].role", "", words("developer", "\"system\"")),
                        new Rule("tool_choice", "", words("required", "\"any\"")),
                        new Rule("logprobs", "", words("true", "1"))),
                NEUTRAL);

        check(
                rules,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"},{\"role\" : \"devel\\u006fper\",\"content\":\"\\u00e9\"}],"
                        + "\"tool_choice\":\"required\",\"logprobs\":true}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"},{\"role\" : \"system\",\"content\":\"\\u00e9\"}],"
                        + "\"tool_choice\":\"any\",\"logprobs\":1}",
                "-");
        check(rules, "{H,\"tool_choice\":{\"required\":1}}", "{H,\"tool_choice\":{\"required\":1}}", "-");
    }

    @Test
    void whatIsInsideIsReportedByItsPlace() {
        check(
                rules("messages[].name", new Refused(), "tools[].function.strict", new Refused()),
                "{\"model\":\"m\",\"messages\":[{\"name\":\"a\",\"role\":\"user\"},\"odd\",{\"role\":\"user\",\"name\":\"b\"}],"
                        + "\"tools\":[{\"function\":{\"strict\":true}},{\"function\":{\"name\":\"f\"}}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"},\"odd\",{\"role\":\"user\"}],"
                        + "\"tools\":[{\"function\":{}},{\"function\":{\"name\":\"f\"}}]}",
                "messages[0].name,messages[2].name,tools[0].function.strict");
    }

    @Test
    void whatGoesOutTakesWhatIsInsideWithIt() {
        check(
                rules("tools", new Refused(), "tools[].function.strict", new Refused()),
                "{\"tools\":[{\"function\":{\"strict\":true}}],H}",
                "{H}",
                "tools");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[{\"type\":\"text\",\"text\":\"a\\u00e9\"}]             | \"a\\u00e9\"",
                "[ { \"text\" : \"a\" , \"type\" : \"text\" } ]          | \"a\"",
                "[{\"type\":\"text\",\"text\":\"a\",\"x\":1}]            | [{\"type\":\"text\",\"text\":\"a\",\"x\":1}]",
                "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}] | [{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]",
                "[{\"type\":\"image_url\",\"image_url\":{}}]             | [{\"type\":\"image_url\",\"image_url\":{}}]",
                "[]                                                      | []",
                "\"a\"                                                   | \"a\""
            })
    void aListOfOneTextBecomesThatText(String before, String after) {
        String body = "{\"model\":\"m\",\"messages\":[{\"content\":%s,\"role\":\"user\"}]}";
        RequestRules rules = rules("messages[].content", new Flattened());

        check(rules, body.formatted(before), body.formatted(after), "-");
        String text = "x".repeat(5000);
        check(
                rules,
                body.formatted(before.replace("\"a", "\"" + text)),
                body.formatted(after.replace("\"a", "\"" + text)),
                "-");
    }

    @Test
    void nullsAtTheTopSayNothing() {
        RequestRules rules = new RequestRules(List.of(new Rule("", "", new WithoutNulls())), NEUTRAL);

        check(rules, "{\"a\":null,H,\"b\":null,\"c\":{\"d\":null}}", "{H,\"c\":{\"d\":null}}", "-");
    }

    @Test
    void aRuleMayBeForSomeModelsOnly() {
        RequestRules rules = new RequestRules(List.of(new Rule("stop", "o[1-9].*", new Refused())), NEUTRAL);
        byte[] body = "{\"model\":\"a\",\"messages\":[1],\"stop\":\".\"}".getBytes(UTF_8);
        Envelope envelope = Envelope.read(body, body.length, EnvelopeEndpoint.CHAT_COMPLETIONS);

        assertThat(envelope.rewritten("o3-mini", rules).notCarried()).containsExactly("stop");
        assertThat(envelope.rewritten("gpt-o3", rules).notCarried()).isEmpty();
        assertThat(new String(envelope.rewritten("gpt-o3", rules).body().toByteArray(), UTF_8))
                .isEqualTo("{\"model\":\"gpt-o3\",\"messages\":[1],\"stop\":\".\"}");
    }

    @Test
    void anObjectOfTooManyMembersIsRefused() {
        String body = "{" + "\"n\":1,".repeat(2000) + "\"model\":\"m\",\"messages\":[1]}";
        byte[] bytes = body.getBytes(UTF_8);
        Envelope envelope = Envelope.read(bytes, bytes.length, EnvelopeEndpoint.CHAT_COMPLETIONS);

        RequestException refusal =
                catchThrowableOfType(RequestException.class, () -> envelope.rewritten("m", rules("n", new Refused())));

        assertThat(refusal).isNotNull();
        assertThat(refusal.text()).contains("too many members");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"developer\"}],\"temperature\":0}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"tools\":[{\"a\":1}],\"tool_choice\":\"auto\"}"
            })
    void aBodyThatHasNothingOfItIsReadButOnce(String body) {
        RequestRules rules = new RequestRules(
                List.of(
                        new Rule("messages[].role", "", words("developer", "\"system\"")),
                        new Rule("messages[].name", "", new Refused()),
                        new Rule("messages[].content[].image_url.url", "", new DataUrl()),
                        new Rule("tools", "", new Unsaid()),
                        new Rule("tool_choice", "", new Needs("tools"))),
                NEUTRAL);
        byte[] bytes = body.getBytes(UTF_8);
        Envelope envelope = Envelope.read(bytes, bytes.length, EnvelopeEndpoint.CHAT_COMPLETIONS);

        assertThat(envelope.mayChange("m", rules)).isFalse();
    }

    private static RequestRules rules(String path, FieldRule rule) {
        return new RequestRules(List.of(new Rule(path, "", rule)), NEUTRAL);
    }

    private static RequestRules rules(String path, FieldRule rule, String other, FieldRule otherRule) {
        return new RequestRules(List.of(new Rule(path, "", rule), new Rule(other, "", otherRule)), NEUTRAL);
    }

    private static FieldRule words(String word, String other) {
        return new Reworded(Map.of(word, json(other)));
    }

    /** Bytes and tree come to the same; H stands for what every request holds, - for nothing. */
    private static void check(RequestRules rules, String before, String after, String lost) {
        byte[] body = before.replace("H", HEAD).getBytes(UTF_8);
        Envelope.Rewritten bytes = Envelope.read(body, body.length, EnvelopeEndpoint.CHAT_COMPLETIONS)
                .rewritten("m", rules);
        ObjectNode tree = (ObjectNode) json(before.replace("H", HEAD));
        List<String> treeLost = rules.apply(tree, "m");

        assertThat(new String(bytes.body().toByteArray(), UTF_8)).isEqualTo(after.replace("H", HEAD));
        assertThat(String.join(",", bytes.notCarried())).isEqualTo(lost.equals("-") ? "" : lost);
        assertThat(tree).hasToString(json(after.replace("H", HEAD)).toString());
        assertThat(treeLost).isEqualTo(bytes.notCarried());
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
