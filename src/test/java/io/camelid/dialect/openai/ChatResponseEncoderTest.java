package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.OpenAi.HEAD;
import static io.camelid.dialect.openai.OpenAi.chat;
import static io.camelid.dialect.openai.OpenAi.json;
import static io.camelid.dialect.openai.OpenAi.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatResponseEncoderTest {

    private static final String ONE_FUNCTION = "'functions':[{'name':'f'}]";

    @Test
    void textIsOneChoiceUnderTheNameAskedFor() {
        JsonNode answer = encode("", answer(said("hello", StopReason.END_OF_TURN), new Usage(3, 1)));

        assertThat(answer)
                .isEqualTo(
                        json("{'id':'chatcmpl-1','object':'chat.completion','created':1700000000,'model':'asked-for',"
                                + "'choices':[{'index':0,'message':{'role':'assistant','content':'hello','refusal':null},"
                                + "'logprobs':null,'finish_reason':'stop'}],"
                                + "'usage':{'prompt_tokens':3,'completion_tokens':1,'total_tokens':4}}"));
    }

    @Test
    void callsStandInPlaceOfContent() {
        Message.Assistant calling = calling(ToolCall.of("c1", "f", Map.of("a", 1)));
        JsonNode choice = encode("", answer(calling)).at("/choices/0");

        assertThat(choice.at("/message/content").isNull()).isTrue();
        assertThat(choice.at("/message/tool_calls"))
                .isEqualTo(json("[{'id':'c1','type':'function','function':{'name':'f','arguments':'{\\'a\\':1}'}}]"
                        .replace("\\'", "\\\"")));
        assertThat(choice.at("/finish_reason").textValue()).isEqualTo("tool_calls");
    }

    @Test
    void aCallWithoutAnIdGetsOneThatAResultCanReferTo() {
        JsonNode choice =
                encode("", answer(calling(ToolCall.of("", "f", Map.of())))).at("/choices/0");

        assertThat(choice.at("/message/tool_calls/0/id").textValue()).startsWith("call_");
    }

    @Test
    void aClientThatSpeaksOfFunctionsGetsOne() {
        Message.Assistant calling = calling(ToolCall.of("c1", "f", Map.of()));
        JsonNode choice = encode(ONE_FUNCTION, answer(calling)).at("/choices/0");

        assertThat(choice.at("/message/function_call")).isEqualTo(json("{'name':'f','arguments':'{}'}"));
        assertThat(choice.at("/message").has("tool_calls")).isFalse();
        assertThat(choice.at("/finish_reason").textValue()).isEqualTo("function_call");
    }

    @ParameterizedTest(name = "{0}, calls {1}: {2}")
    @CsvSource({
        "END_OF_TURN, false, stop",
        "END_OF_TURN, true, tool_calls",
        "END_OF_MESSAGE, false, stop",
        "END_OF_MESSAGE, true, tool_calls",
        "OUT_OF_TOKENS, false, length",
        "OUT_OF_TOKENS, true, length",
        "CONTENT_FILTERED, false, content_filter",
    })
    void theFinishReasonTellsWhatTheAnswerHolds(StopReason reason, boolean calls, String word) {
        List<ToolCall> made = calls ? List.of(ToolCall.of("c1", "f", Map.of())) : List.of();
        Message.Assistant said = new Message.Assistant(InterleavedContent.of("x"), reason, made);

        assertThat(encode("", answer(said)).at("/choices/0/finish_reason").textValue())
                .isEqualTo(word);
    }

    @Test
    void severalAnswersAreSeveralChoicesAndThePromptCountsOnce() {
        JsonNode answer = encode(
                "'n':2",
                answer(said("a", StopReason.END_OF_TURN), new Usage(10, 1)),
                answer(said("b", StopReason.END_OF_TURN), new Usage(10, 2, 12, 4L, 1L)));

        assertThat(answer.at("/choices/1/index").intValue()).isOne();
        assertThat(answer.at("/choices/1/message/content").textValue()).isEqualTo("b");
        assertThat(answer.at("/usage"))
                .isEqualTo(json("{'prompt_tokens':10,'completion_tokens':3,'total_tokens':13,"
                        + "'prompt_tokens_details':{'cached_tokens':4},"
                        + "'completion_tokens_details':{'reasoning_tokens':1}}"));
    }

    @Test
    void usageNobodyToldIsNotMadeUp() {
        assertThat(encode("", answer(said("a", StopReason.END_OF_TURN))).has("usage"))
                .isFalse();
    }

    @Test
    void thoughtsAreToldApart() {
        Message.Assistant said = new Message.Assistant(
                InterleavedContent.of("42"),
                StopReason.END_OF_TURN,
                List.of(),
                List.of(new Reasoning.Text("hm", "signed"), new Reasoning.Redacted("x")));

        assertThat(encode("", answer(said))
                        .at("/choices/0/message/reasoning_content")
                        .textValue())
                .isEqualTo("hm");
    }

    @Test
    void logprobsNameTheTokenDrawnAndAsManyAlternativesAsAsked() {
        Map<String, Double> place = new LinkedHashMap<>();
        place.put("rare", -9.5);
        place.put("é", -0.25);
        place.put("e", -0.5);
        place.put("x", Double.NEGATIVE_INFINITY);
        ChatCompletionResponse answer = new ChatCompletionResponse(
                said("rare", StopReason.END_OF_TURN), List.of(new TokenLogProbs(place, "rare")), List.of());

        assertThat(encode("'logprobs':true,'top_logprobs':2", answer).at("/choices/0/logprobs"))
                .isEqualTo(json("{'content':[{'token':'rare','logprob':-9.5,'bytes':[114,97,114,101],'top_logprobs':["
                        + "{'token':'é','logprob':-0.25,'bytes':[195,169]},"
                        + "{'token':'e','logprob':-0.5,'bytes':[101]}]}],'refusal':null}"));
        assertThat(encode("", answer).at("/choices/0/logprobs").isNull()).isTrue();
    }

    @Test
    void whereNobodySaidWhichTokenWasDrawnItIsTheLikeliest() {
        ChatCompletionResponse answer = new ChatCompletionResponse(
                said("b", StopReason.END_OF_TURN),
                List.of(new TokenLogProbs(Map.of("a", -2.0, "b", -1.0), null), new TokenLogProbs(Map.of(), null)),
                List.of());

        assertThat(encode("'logprobs':true", answer).at("/choices/0/logprobs/content"))
                .isEqualTo(json("[{'token':'b','logprob':-1.0,'bytes':[98],'top_logprobs':[]}]"));
    }

    private static JsonNode encode(String fields, ChatCompletionResponse... answers) {
        ChatCompletion completion =
                ChatResponseEncoder.encode(HEAD, chat(fields).value(), List.of(answers));
        return OpenAiSchema.CHAT_COMPLETION.valid(completion);
    }

    private static Message.Assistant calling(ToolCall call) {
        return new Message.Assistant(InterleavedContent.EMPTY, StopReason.END_OF_MESSAGE, List.of(call));
    }

    private static ChatCompletionResponse answer(Message.Assistant said) {
        return new ChatCompletionResponse(said, List.of(), List.of());
    }

    private static ChatCompletionResponse answer(Message.Assistant said, Usage usage) {
        return new ChatCompletionResponse(said, List.of(), usage.metrics());
    }
}
