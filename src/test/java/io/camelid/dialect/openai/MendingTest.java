package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Mended;
import io.camelid.dialect.StreamProxy.State;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a provider's answer would make a client fail is mended where it stands; every other byte arrives as it came. */
class MendingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"choices\":[{\"delta\":{}}]}             | {\"choices\":[{\"delta\":{},\"index\":0}]}",
                "{\"choices\":[{\"delta\":{} },{\"delta\":{}}]} | {\"choices\":[{\"delta\":{} ,\"index\":0},{\"delta\":{},\"index\":1}]}",
                "{\"choices\":[{\"index\":null,\"delta\":{}}]} | {\"choices\":[{\"index\":0,\"delta\":{}}]}",
                "{\"choices\":[{\"index\":2}]}              | {\"choices\":[{\"index\":2,\"delta\":{}}]}",
                "{\"choices\":[{}]}                         | {\"choices\":[{\"index\":0,\"delta\":{}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":null}]} | {\"choices\":[{\"index\":0,\"delta\":{}}]}",
                "{\"choices\":[{\"index\":0,\"text\":\"\"}]} | {\"choices\":[{\"index\":0,\"text\":\"\"}]}",
                "{\"usage\":{\"prompt_tokens\":1}}          | {\"usage\":{\"prompt_tokens\":1},\"choices\":[]}",
                "{ }                                        | { \"choices\":[]}",
                "{\"choices\": null ,\"id\":\"\"}           | {\"choices\": [] ,\"id\":\"\"}",
                "{\"choices\":[]}                           | {\"choices\":[]}"
            })
    void aChunkHasItsChoicesAndAChoiceItsIndexAndDelta(String chunk, String told) {
        assertThat(streamed(chunk)).containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"\"', null",
        "'\"not_finished\"', null",
        "'\"eos\"', '\"stop\"'",
        "'\"eos_token\"', '\"stop\"'",
        "'\"stop_sequence\"', '\"stop\"'",
        "'\"end_turn\"', '\"stop\"'",
        "'\"model_length\"', '\"length\"'",
        "'\"max_tokens\"', '\"length\"'",
        "'\"tool_use\"', '\"tool_calls\"'",
        "null, null",
        "'\"stop\"', '\"stop\"'",
        "'\"recitation\"', '\"recitation\"'"
    })
    void aReasonIsOneOfOpenAisWords(String word, String told) {
        String chunk = "{\"choices\":[{\"index\":0,\"finish_reason\": %s ,\"delta\":{}}]}";

        assertThat(streamed(chunk.formatted(word))).containsExactly(chunk.formatted(told));
    }

    @Test
    void anEmptyReasonFinishesNoChoice() {
        String chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}\n\n";

        assertThat(end(chunk.formatted(""))).isEqualTo(State.FAILED);
        assertThat(end(chunk.formatted("not_finished"))).isEqualTo(State.FAILED);
        assertThat(end(chunk.formatted("eos"))).isEqualTo(State.DONE);
    }

    @Test
    void callsWithoutAnIndexAreCountedAsTheyAppear() {
        assertThat(streamed(
                        calls("{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}"),
                        calls("{\"function\":{\"arguments\":\"{\"}}"),
                        calls("{\"id\":\"a\",\"function\":{\"arguments\":\"}\"}}"),
                        calls(
                                "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\"}}",
                                "{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"h\"}}"),
                        calls("{\"id\":\"b\",\"function\":{\"arguments\":\"1\"}}"),
                        calls("{\"function\":{\"arguments\":\"2\"}}")))
                .extracting(MendingTest::indexes)
                .containsExactly("0", "0", "0", "1,2", "1", "2");
    }

    @Test
    void eachChoiceCountsItsOwnCalls() {
        String chunk =
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"%s\",\"type\":\"function\"}]},\"index\":%d}]}";

        assertThat(streamed(chunk.formatted("a", 0), chunk.formatted("b", 1), chunk.formatted("c", 1)))
                .containsExactly(
                        chunk.formatted("a", 0).replace("\"function\"}", "\"function\",\"index\":0}"),
                        chunk.formatted("b", 1).replace("\"function\"}", "\"function\",\"index\":0}"),
                        chunk.formatted("c", 1).replace("\"function\"}", "\"function\",\"index\":1}"));
    }

    @Test
    void aProviderThatCountsEveryCallAsItsFirstIsCorrected() {
        assertThat(streamed(
                        calls(
                                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
                        calls(
                                "{\"index\":0,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}"),
                        calls("{\"index\":0,\"function\":{\"arguments\":\"}\"}}")))
                .extracting(MendingTest::indexes)
                .containsExactly("0", "1", "1");
    }

    @Test
    void whatOpenAiItselfSendsIsLeftAlone() {
        List<String> chunks = List.of(
                calls(
                        "{\"index\":1,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}"),
                calls("{\"index\":1,\"function\":{\"arguments\":\"{\"}}"),
                calls("{\"index\":0,\"id\":\"b\",\"type\":\"custom\",\"custom\":{\"name\":\"g\",\"input\":\"\"}}"),
                // as TGI does: the id again and again, and names that say nothing
                calls(
                        "{\"index\":0,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":null,\"arguments\":\"x\"}}"),
                calls("{\"index\":1,\"id\":\"\",\"function\":{\"name\":\"\",\"arguments\":\"}\"}}"));

        assertThat(streamed(chunks.toArray(String[]::new))).isEqualTo(chunks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":\"\",", "\"id\":null,", ""})
    void aCallThatBeginsWithoutAnIdGetsOneOfItsOwn(String id) {
        String call =
                "{" + id + "\"index\":%d,\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
        List<String> told = streamed(
                calls(call.formatted(0), call.formatted(1)), calls("{\"index\":0,\"function\":{\"arguments\":\"\"}}"));

        Matcher ids = Pattern.compile("\"id\":\"(call_[0-9a-f]{32})\"").matcher(String.join("", told));
        List<String> found = ids.results().map(it -> it.group(1)).toList();
        assertThat(found).hasSize(2).doesNotHaveDuplicates();
        assertThat(told.getLast()).doesNotContain("call_");
        assertThat(Mended.withoutIds(told.getFirst()))
                .isEqualTo(calls(withId(call.formatted(0), id), withId(call.formatted(1), id)));
    }

    private static String withId(String call, String id) {
        return id.isEmpty() ? call.replaceFirst("}$", ",\"id\":\"call_…\"}") : call.replace(id, "\"id\":\"call_…\",");
    }

    @Test
    void argumentsThatAreAnObjectBecomeItsText() {
        String call =
                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"arguments\": %s ,\"name\":\"f\"}}";

        assertThat(streamed(calls(call.formatted("{\"a\" : \"\\u00e9\\n\",\"b\":{\"c\":[1.0]}}"))))
                .containsExactly(
                        calls(call.formatted("\"{\\\"a\\\" : \\\"\\\\u00e9\\\\n\\\",\\\"b\\\":{\\\"c\\\":[1.0]}}\"")));
    }

    @Test
    void aCallInPlaceOfAListIsAListOfOne() {
        String chunk = "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":%s}}]}";
        String call =
                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1}}}";

        assertThat(streamed(chunk.formatted(call)))
                .containsExactly(chunk.formatted("[" + call.replace("{\"a\":1}", "\"{\\\"a\\\":1}\"") + "]"));
    }

    @Test
    void aMessageThatIsRepeatedBesideTheDeltaIsLeftAlone() {
        String chunk = "{\"choices\":[{\"index\":0,\"message\":{\"tool_calls\":[{\"id\":\"\"}]},\"delta\":{}}]}";

        assertThat(streamed(chunk, chunk)).containsExactly(chunk, chunk);
    }

    @Test
    void anErrorIsNoChunk() {
        String error = "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"param\":null,\"code\":null}}";

        assertThat(streamed("{\"choices\":[]}", error)).containsExactly("{\"choices\":[]}", error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"tool_calls\":[{\"id\":\"a\",\"function\":{\"arguments\":{}}}]  | \"tool_calls\":[{\"id\":\"a\",\"function\":{\"arguments\":\"{}\"},\"type\":\"function\"}] | tool_calls",
                "\"tool_calls\":{\"id\":\"\",\"type\":\"function\",\"function\":{}} | \"tool_calls\":[{\"id\":\"call_…\",\"type\":\"function\",\"function\":{}}] | tool_calls",
                "\"tool_calls\":[],\"content\":\"a\"                           | \"tool_calls\":[],\"content\":\"a\" | -",
                "\"content\":\"a\"                                             | \"content\":\"a\"                   | -"
            })
    void aWholeAnswerIsMendedLikewise(String message, String told, String reason) {
        String answer = "{\"choices\":[{\"finish_reason\":\"%s\",\"message\":{%s}%s}]}";

        // what holds calls has ended for them; of what does not, nobody knows whether it is complete
        assertThat(Mended.withoutIds(whole(answer.formatted("", message, ""))))
                .isEqualTo(answer.formatted(reason.equals("-") ? "" : reason, told, ",\"index\":0"));
        assertThat(whole(answer.formatted("eos", "", ""))).isEqualTo(answer.formatted("stop", "", ",\"index\":0"));
    }

    @Test
    void aWholeAnswerThatNeedsNothingIsLeftAlone() {
        String answer =
                "{\"choices\":[{\"index\":0,\"message\":{\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"arguments\":\"{}\"}}]},"
                        + "\"finish_reason\":\"stop\",\"delta\":null}]}";

        assertThat(whole(answer)).isEqualTo(answer);
        assertThat(whole("{\"data\":[{}]}")).isEqualTo("{\"data\":[{}]}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void logprobsInTheFormOfCompletionsAreToldInThatOfChatsToo(boolean stream) {
        String choice =
                "{\"index\":%d,\"logprobs\":{\"tokens\":[\"é\",\"\\n\"],\"token_ids\":[7,8],\"token_logprobs\":[-0.5,-1e-7] %s},\"%s\":{}}";
        String answer = "{\"object\":\"o\",\"choices\":[%s , %s]}";
        String talk = stream ? "delta" : "message";
        String before = answer.formatted(choice.formatted(0, "", talk), choice.formatted(1, "", talk));
        String content = ",\"content\":[{\"token\":\"é\",\"logprob\":-0.5,\"bytes\":[195,169],\"top_logprobs\":[]},"
                + "{\"token\":\"\\n\",\"logprob\":-1.0E-7,\"bytes\":[10],\"top_logprobs\":[]}],\"refusal\":null";
        String after = answer.formatted(choice.formatted(0, content, talk), choice.formatted(1, content, talk));

        assertThat(stream ? streamed(before).getFirst() : whole(before)).isEqualTo(after);
    }

    @Test
    void aNumberIsTheLogprobOfItsChunksText() {
        String chunk = "{\"choices\":[{\"index\":0,\"logprobs\":%s,\"delta\":{\"content\":\"hi\"}}]}";

        assertThat(streamed(chunk.formatted("-0.25")))
                .containsExactly(
                        chunk.formatted(
                                "{\"content\":[{\"token\":\"hi\",\"logprob\":-0.25,\"bytes\":[104,105],\"top_logprobs\":[]}],\"refusal\":null}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"logprobs\":{\"content\":[],\"tokens\":[],\"token_logprobs\":[]},\"delta\":{}",
                "\"logprobs\":{\"tokens\":[\"a\"],\"token_logprobs\":[-1]},\"text\":\"a\"",
                "\"logprobs\":-1,\"text\":\"a\"",
                "\"logprobs\":{\"reasoning_content\":[]},\"delta\":{}",
                "\"logprobs\":{},\"delta\":{}",
                "\"logprobs\":null,\"delta\":{}"
            })
    void otherLogprobsAreLeftAlone(String members) {
        String chunk = "{\"choices\":[{\"index\":0," + members + "}]}";

        assertThat(streamed(chunk)).containsExactly(chunk);
    }

    private static String calls(String... calls) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + String.join(" , ", calls) + "]}}]}";
    }

    private static String indexes(String chunk) {
        return Pattern.compile("\"index\":(\\d+)")
                .matcher(chunk.replaceFirst("\"index\":0", ""))
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.joining(","));
    }

    private static List<String> streamed(String... chunks) {
        String stream = Stream.of(chunks).map(it -> "data: " + it + "\n\n").collect(Collectors.joining());
        String whole = ProxiedStreamFixture.runWhole(stream.getBytes(UTF_8)).client();
        String pieces =
                ProxiedStreamFixture.run(stream.getBytes(UTF_8), List.of(1)).client();

        assertThat(Mended.withoutIds(pieces)).isEqualTo(Mended.withoutIds(whole));
        return whole.lines()
                .filter(it -> it.startsWith("data: ") && !it.equals("data: [DONE]"))
                .map(it -> it.substring(6))
                .toList();
    }

    private static State end(String stream) {
        return ProxiedStreamFixture.runWhole(stream.getBytes(UTF_8)).stream().state();
    }

    private static String whole(String answer) {
        byte[] bytes = answer.getBytes(UTF_8);
        return new String(ProxiedAnswer.read(bytes, bytes.length).withModel("m").toByteArray(), UTF_8);
    }
}
