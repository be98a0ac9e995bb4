package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.OpenAi.HEAD;
import static io.camelid.dialect.openai.OpenAi.chat;
import static io.camelid.dialect.openai.OpenAi.complete;
import static io.camelid.dialect.openai.OpenAi.json;
import static io.camelid.dialect.openai.OpenAi.progress;
import static io.camelid.dialect.openai.OpenAi.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolCallPart;
import io.camelid.llama.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatStreamEncoderTest {

    private static final ChatCompletionResponseStreamChunk END = complete(StopReason.END_OF_TURN, new Usage(3, 2));

    private static final String ONE_TOOL = "'tools':[{'function':{'name':'f'}}]";

    private final List<JsonNode> chunks = new ArrayList<>();

    @Test
    void theRoleComesFirstAndTheReasonLast() {
        ChatStreamEncoder encoder = stream("");

        feed(encoder, 0, start(), text("Hi"), text(""), text(" you"), END);
        end(encoder);

        assertThat(choices())
                .containsExactly(
                        json("{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}"),
                        json("{'index':0,'delta':{'content':'Hi'},'finish_reason':null}"),
                        json("{'index':0,'delta':{'content':' you'},'finish_reason':null}"),
                        json("{'index':0,'delta':{},'finish_reason':'stop'}"));
        assertThat(chunks).allSatisfy(it -> assertThat(it.has("usage")).isFalse());
        assertThat(chunks).extracting(it -> it.get("id").textValue()).containsOnly("chatcmpl-1");
    }

    @Test
    void theUsageComesInAChunkOfItsOwnWhereItIsAskedFor() {
        ChatStreamEncoder encoder = stream("'stream':true,'stream_options':{'include_usage':true}");

        feed(encoder, 0, start(), text("Hi"), END);
        end(encoder);

        JsonNode last = chunks.remove(chunks.size() - 1);
        assertThat(last.get("choices")).isEmpty();
        assertThat(last.get("usage")).isEqualTo(json("{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5}"));
        assertThat(chunks).allSatisfy(it -> assertThat(it.get("usage").isNull()).isTrue());
    }

    @Test
    void wholeCallsGetGrowingIndexes() {
        ChatStreamEncoder encoder = stream("");

        feed(encoder, 0, start(), call("c1", "f"), call("c2", "g"), END);

        assertThat(deltas())
                .containsSequence(
                        json(
                                "{'tool_calls':[{'index':0,'id':'c1','type':'function','function':{'name':'f','arguments':''}}]}"),
                        json("{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}"),
                        json(
                                "{'tool_calls':[{'index':1,'id':'c2','type':'function','function':{'name':'g','arguments':''}}]}"),
                        json("{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}"));
        assertThat(finishReason()).isEqualTo("tool_calls");
    }

    @Test
    void aCallToldInPartsIsPassedOnAtOnceAndNotToldAgain() {
        ChatStreamEncoder encoder = stream("");

        feed(
                encoder,
                0,
                start(),
                part(0, "c1", "f", ""),
                part(0, "c1", "f", "{'a'"),
                part(1, "c2", "g", "{}"),
                part(0, "c1", "f", ":1}"),
                progress(new ContentDelta.ToolCallSucceeded(ToolCall.of("c1", "f", Map.of("a", 1)))),
                call("c2", "g"),
                END);

        assertThat(deltas().toString())
                .isEqualTo(List.of(
                                json("{'role':'assistant','content':''}"),
                                json(
                                        "{'tool_calls':[{'index':0,'id':'c1','type':'function','function':{'name':'f','arguments':''}}]}"),
                                arguments(0, "{'a'"),
                                json(
                                        "{'tool_calls':[{'index':1,'id':'c2','type':'function','function':{'name':'g','arguments':'{}'}}]}"),
                                arguments(0, ":1}"),
                                json("{}"))
                        .toString());
    }

    @Test
    void aCallThatRanOutOfTokensSaysLength() {
        ChatStreamEncoder encoder = stream("");

        feed(encoder, 0, start(), call("c1", "f"), complete(StopReason.OUT_OF_TOKENS, new Usage(1, 1)));

        assertThat(finishReason()).isEqualTo("length");
    }

    @Test
    void whatWasHiddenAsACallAndIsNoneIsTextAfterAll() {
        ChatStreamEncoder encoder = stream("");

        feed(
                encoder,
                0,
                start(),
                progress(new ContentDelta.ToolCallStarted()),
                progress(new ContentDelta.ToolCallInProgress("boom")),
                progress(new ContentDelta.ToolCallFailed("boom")),
                END);

        assertThat(deltas()).contains(json("{'content':'boom'}"));
        assertThat(finishReason()).isEqualTo("stop");
    }

    @Test
    void aClientThatSpeaksOfFunctionsGetsTheFirstCallOnly() {
        ChatStreamEncoder encoder = stream("'functions':[{'name':'f'}]");

        feed(encoder, 0, start(), call("c1", "f"), call("c2", "g"), part(2, "c3", "h", "{}"), END);

        assertThat(deltas())
                .containsExactly(
                        json("{'role':'assistant','content':''}"),
                        json("{'function_call':{'name':'f','arguments':''}}"),
                        json("{'function_call':{'arguments':'{}'}}"),
                        json("{}"));
        assertThat(finishReason()).isEqualTo("function_call");
    }

    @Test
    void thoughtsAreToldApart() {
        ChatStreamEncoder encoder = stream("");

        feed(
                encoder,
                0,
                start(),
                progress(new ContentDelta.ReasoningText("hm", null)),
                progress(new ContentDelta.ReasoningText("", "signature")),
                END);

        assertThat(deltas())
                .containsOnlyOnce(json("{'reasoning_content':'hm'}"))
                .containsOnlyOnce(
                        json("{'reasoning_details':[{'type':'reasoning.text','text':'hm','signature':'signature'}]}"))
                .hasSize(4);
    }

    @Test
    void logprobsGoWithTheirText() {
        ChatStreamEncoder encoder = stream("'logprobs':true");

        feed(
                encoder,
                0,
                start(),
                new ChatCompletionResponseStreamChunk(new ChatCompletionResponseEvent.Progress(
                        new ContentDelta.Text("a"), List.of(TokenLogProbs.of("a", -0.5)), null)),
                END);

        assertThat(choices().get(1).get("logprobs"))
                .isEqualTo(json(
                        "{'content':[{'token':'a','logprob':-0.5,'bytes':[97],'top_logprobs':[]}],'refusal':null}"));
    }

    @Test
    void severalAnswersMayComeMixed() {
        ChatStreamEncoder encoder = stream("'n':2,'stream':true,'stream_options':{'include_usage':true}");

        feed(encoder, 1, start(), text("b"));
        feed(encoder, 0, start(), text("a"), END);
        feed(encoder, 1, END);
        end(encoder);

        JsonNode last = chunks.remove(chunks.size() - 1);
        assertThat(choices()).extracting(it -> it.get("index").intValue()).containsExactly(1, 1, 0, 0, 0, 1);
        assertThat(last.at("/usage/prompt_tokens").intValue()).isEqualTo(3);
        assertThat(last.at("/usage/completion_tokens").intValue()).isEqualTo(4);
    }

    @Test
    void textThatMayBeACallWaitsAndGoesWithTheCall() {
        ChatStreamEncoder encoder = stream(ONE_TOOL);

        feed(encoder, 0, start(), text(" ["), text("f(a=1)"));
        assertThat(deltas()).containsExactly(json("{'role':'assistant','content':''}"));
        feed(encoder, 0, text("]"), call("c1", "f"), END);

        assertThat(deltas())
                .noneSatisfy(it -> assertThat(it.path("content").asText()).contains("f(a=1)"));
        assertThat(finishReason()).isEqualTo("tool_calls");
    }

    @Test
    void textThatCannotBeACallAnyMoreIsToldAtOnce() {
        ChatStreamEncoder encoder = stream(ONE_TOOL);

        feed(encoder, 0, start(), text("["), text("1, "), text("{"));

        assertThat(deltas()).contains(json("{'content':'[1, '}"), json("{'content':'{'}"));
    }

    @Test
    void textThatWasNoCallIsToldAtTheEnd() {
        ChatStreamEncoder encoder = stream(ONE_TOOL);

        feed(encoder, 0, start(), text("{"), text("\"name\": "), text("\"Ada\"}"));
        assertThat(chunks).hasSize(1);
        feed(encoder, 0, END);

        assertThat(deltas().get(1).get("content").textValue()).isEqualTo("{\"name\": \"Ada\"}");
        assertThat(finishReason()).isEqualTo("stop");
    }

    @Test
    void textBesideACallIsNotTakenForIt() {
        ChatStreamEncoder encoder = stream(ONE_TOOL);

        feed(encoder, 0, start(), text("[1"), call("c1", "f"), END);

        assertThat(deltas()).contains(json("{'content':'[1'}"));
    }

    @Test
    void aCallThatFailedAfterItWasToldAsTextIsNotToldTwice() {
        ChatStreamEncoder encoder = stream(ONE_TOOL);

        feed(encoder, 0, start(), text("[g()]"), progress(new ContentDelta.ToolCallFailed("[g()]")), END);

        assertThat(deltas()).containsOnlyOnce(json("{'content':'[g()]'}"));
    }

    @Test
    void aCallThatFailsUntoldIsText() {
        ChatStreamEncoder encoder = stream(ONE_TOOL);

        feed(encoder, 0, start(), text("So: "), progress(new ContentDelta.ToolCallFailed("f(broken")), END);

        assertThat(deltas()).containsOnlyOnce(json("{'content':'f(broken'}"));
    }

    @Test
    void callsWithoutAnIdOrWithTheSameAreStillTwo() {
        ChatStreamEncoder encoder = stream(ONE_TOOL);

        feed(encoder, 0, start(), call("", "f"), call("", "g"), call("x", "f"), call("x", "g"), END);

        List<JsonNode> begun =
                deltas().stream().filter(it -> it.at("/tool_calls/0").has("id")).toList();
        assertThat(begun)
                .extracting(it -> it.at("/tool_calls/0/index").intValue())
                .containsExactly(0, 1, 2, 3);
        assertThat(begun.get(0).at("/tool_calls/0/id").textValue())
                .startsWith("call_")
                .isNotEqualTo(begun.get(1).at("/tool_calls/0/id").textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [see(Smith 2020)] s | ays
            {"a": "}{"} i       | s JSON
            { x                 | y
            """)
    void textThatCanNoLongerBeACallIsToldAtOnce(String piece, String next) {
        ChatStreamEncoder encoder = stream(ONE_TOOL);
        feed(encoder, 0, start());
        for (int i = 0; i < piece.length() - 1; i++) {
            feed(encoder, 0, text(piece.substring(i, i + 1)));
            assertThat(deltas()).as("held: %s", piece.substring(0, i + 1)).hasSize(1);
        }

        feed(encoder, 0, text(piece.substring(piece.length() - 1)), text(next));

        assertThat(deltas().get(1).get("content").textValue()).isEqualTo(piece);
        assertThat(deltas().get(2).get("content").textValue()).isEqualTo(next);
    }

    @Test
    void whereCallsAreNeverTextNoneWaits() {
        ChatStreamEncoder encoder = new ChatStreamEncoder(HEAD, chat(ONE_TOOL).value(), false, new AnswerLosses());

        feed(encoder, 0, start(), text("{\"name\": "));

        assertThat(deltas().getLast().get("content").textValue()).isEqualTo("{\"name\": ");
    }

    @Test
    void logprobsOfHeldTextComeWithIt() {
        ChatStreamEncoder encoder = stream(ONE_TOOL + ",'logprobs':true");

        feed(encoder, 0, start(), text("[", -0.5), text("1", -0.25), END);

        assertThat(choices().get(1).at("/logprobs/content")).hasSize(2);
    }

    @Test
    void withoutToolsNothingWaits() {
        ChatStreamEncoder encoder = stream("");

        feed(encoder, 0, start(), text("[f("));

        assertThat(deltas()).contains(json("{'content':'[f('}"));
    }

    @Test
    void anAnswerThatBreaksOffGetsNoFinishReason() {
        ChatStreamEncoder encoder = stream("'n':2");

        feed(encoder, 0, start(), text("a"), END);
        feed(encoder, 1, start(), text("b"));

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(encoder::end)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE));
    }

    @Test
    void anAnswerThatNeverBeganGetsNoFinishReason() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> stream("").end());
    }

    @Test
    void anAnswerThatGoesOnAfterItsEndIsRefused() {
        ChatStreamEncoder encoder = stream("");
        feed(encoder, 0, start(), END);

        assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> encoder.encode(0, text("more")));
    }

    private static ChatStreamEncoder stream(String fields) {
        return new ChatStreamEncoder(HEAD, chat(fields).value());
    }

    private void feed(ChatStreamEncoder encoder, int index, ChatCompletionResponseStreamChunk... events) {
        for (ChatCompletionResponseStreamChunk event : events) {
            encoder.encode(index, event).forEach(this::keep);
        }
    }

    private void end(ChatStreamEncoder encoder) {
        encoder.end().forEach(this::keep);
    }

    private void keep(ChatCompletionChunk chunk) {
        chunks.add(OpenAiSchema.CHAT_CHUNK.valid(chunk));
    }

    private List<JsonNode> choices() {
        return chunks.stream().map(it -> it.at("/choices/0")).toList();
    }

    private List<JsonNode> deltas() {
        return chunks.stream().map(it -> it.at("/choices/0/delta")).toList();
    }

    private String finishReason() {
        return chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").textValue();
    }

    private static ChatCompletionResponseStreamChunk text(String text) {
        return progress(new ContentDelta.Text(text));
    }

    private static ChatCompletionResponseStreamChunk text(String text, double logprob) {
        return new ChatCompletionResponseStreamChunk(new ChatCompletionResponseEvent.Progress(
                new ContentDelta.Text(text), List.of(TokenLogProbs.of(text, logprob)), null));
    }

    private static ChatCompletionResponseStreamChunk call(String id, String name) {
        return progress(new ContentDelta.ToolCallSucceeded(ToolCall.of(id, name, Map.of())));
    }

    private static ChatCompletionResponseStreamChunk part(int index, String id, String name, String arguments) {
        String json = arguments.replace('\'', '"');
        return progress(new ContentDelta.ToolCallInProgress(json, new ToolCallPart(index, id, name, json)));
    }

    private static JsonNode arguments(int index, String piece) {
        String escaped = piece.replace("'", "\\\"");
        return json("{'tool_calls':[{'index':" + index + ",'function':{'arguments':'@'}}]}".replace("@", escaped));
    }
}
