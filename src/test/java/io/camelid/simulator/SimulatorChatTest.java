package io.camelid.simulator;

import static io.camelid.simulator.Requests.chat;
import static io.camelid.simulator.Requests.formatted;
import static io.camelid.simulator.Requests.limited;
import static io.camelid.simulator.Requests.map;
import static io.camelid.simulator.Requests.user;
import static io.camelid.simulator.Requests.withLogprobs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.Usage;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorChatTest {

    private final Simulator simulator = new Simulator(SimulatorConfig.DEFAULT);

    @Test
    void itRepeatsWhatTheUserSaidLast() throws Exception {
        var request = chat(
                new Message.System(InterleavedContent.of("Be brief.")),
                user("one"),
                new Message.Assistant(InterleavedContent.of("You said: one"), StopReason.END_OF_TURN, List.of()),
                user("two  and\nthree "));

        assertThat(text(request)).isEqualTo("You said: two  and\nthree ");
        assertThat(simulator.answer(request).completionMessage().stopReason()).isEqualTo(StopReason.END_OF_TURN);
        assertThat(simulator.answer(request)).isEqualTo(simulator.answer(request));
    }

    @Test
    void anImageIsNamedAndCostsNothing() throws Exception {
        var content = new InterleavedContent.Items(List.of(
                new ContentItem.Text("what is"),
                new ContentItem.Image(new ImageSource.Url("https://example.org/cat.png")),
                new ContentItem.Text("this?")));
        var request = chat(new Message.User(content));

        assertThat(text(request)).isEqualTo("You said: what is [image] this?");
        assertThat(usage(request)).isEqualTo(new Usage(3, 6));
    }

    @Test
    void nothingSaidIsRepeatedToo() throws Exception {
        assertThat(text(chat())).isEqualTo("You said: ");
        assertThat(usage(chat())).isEqualTo(new Usage(0, 2));
    }

    @Test
    void aToolsAnswerIsReported() throws Exception {
        var request = chat(user("call it"), new Message.ToolResponse("call_1", InterleavedContent.of("12 °C")));

        assertThat(text(request)).isEqualTo("The tool said: 12 °C");
    }

    @Test
    void usageCountsTheWordsOfAllMessagesAndOfTheAnswer() throws Exception {
        var request = chat(new Message.System(InterleavedContent.of("Be  brief.")), user("one two"), user(" three\n"));

        assertThat(usage(request)).isEqualTo(new Usage(5, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | You said: a b c | END_OF_TURN",
                "1 | You             | OUT_OF_TOKENS",
                "3 | You said: a     | OUT_OF_TOKENS",
                "5 | You said: a b c | END_OF_TURN",
                "9 | You said: a b c | END_OF_TURN",
            })
    void maxTokensCutsTheAnswer(int maxTokens, String text, StopReason reason) throws Exception {
        ChatCompletionResponse answer = simulator.answer(limited("a b c", maxTokens));

        assertThat(answer.completionMessage().content()).isEqualTo(InterleavedContent.of(text));
        assertThat(answer.completionMessage().stopReason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "said    | 0 | `You `          | END_OF_TURN",
                "d: hel  | 0 | `You sai`       | END_OF_TURN",
                "o w     | 0 | `You said: hell`| END_OF_TURN",
                "You     | 0 | ``              | END_OF_TURN",
                "nowhere | 0 | `You said: hello world` | END_OF_TURN",
                "world   | 3 | `You said: hello`       | OUT_OF_TOKENS",
                "world   | 4 | `You said: hello `      | END_OF_TURN",
            })
    void aStopTextCutsBeforeItself(String stop, int maxTokens, String text, StopReason reason) throws Exception {
        ChatCompletionResponse answer = simulator.answer(limited("hello world", maxTokens, stop));

        assertThat(answer.completionMessage().content()).isEqualTo(InterleavedContent.of(text));
        assertThat(answer.completionMessage().stopReason()).isEqualTo(reason);
    }

    @Test
    void theFirstOfSeveralStopTextsCounts() throws Exception {
        assertThat(text(limited("a b c d", 0, "c", "b", ""))).isEqualTo("You said: a ");
    }

    @Test
    void eachTokenIsALittleLessLikely() throws Exception {
        assertThat(simulator.answer(withLogprobs(chat("a"))).logprobs())
                .containsExactly(
                        TokenLogProbs.of("You", -0.1), TokenLogProbs.of(" said:", -0.2), TokenLogProbs.of(" a", -0.3));
        assertThat(simulator.answer(chat("a")).logprobs()).isEmpty();
    }

    @Test
    void aSchemaIsAnsweredWithItsSmallestInstance() throws Exception {
        var format = new ResponseFormat.JsonSchema(
                map(
                        "{\"properties\": {\"name\": {\"type\": \"string\"}, \"age\": {\"type\": \"integer\"}}, \"required\": [\"age\", \"name\"]}"));

        assertThat(text(formatted(format, user("who?")))).isEqualTo("{\"name\":\"text\",\"age\":1}");
        assertThat(text(formatted(format, user("x"), new Message.ToolResponse("1", InterleavedContent.of("12")))))
                .isEqualTo("{\"name\":\"text\",\"age\":1}");
    }

    @Test
    void anyJsonObjectIsAnEmptyOne() throws Exception {
        assertThat(text(formatted(new ResponseFormat.JsonObject(), user("who?"))))
                .isEqualTo("{}");
    }

    @Test
    void aGrammarIsRefused() {
        assertThatThrownBy(() -> simulator.answer(formatted(new ResponseFormat.Grammar(Map.of()), user("who?"))))
                .isInstanceOf(RequestException.class)
                .hasMessage("The simulator follows JSON schemas, not grammars.");
    }

    private String text(ChatCompletionRequest request) throws InterruptedIOException {
        return simulator.answer(request).completionMessage().content().asText();
    }

    private Usage usage(ChatCompletionRequest request) throws InterruptedIOException {
        return Objects.requireNonNull(Usage.of(simulator.answer(request).metrics()));
    }
}
