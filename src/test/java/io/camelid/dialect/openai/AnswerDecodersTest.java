package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.OpenAi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.ContentDelta.ToolCallSucceeded;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Reasoning;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import io.camelid.llama.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerDecodersTest {

    private static final String USAGE = "'usage':{'prompt_tokens':3,'completion_tokens':4,'total_tokens':9,"
            + "'prompt_tokens_details':{'cached_tokens':2},'completion_tokens_details':{'reasoning_tokens':1}}";
    private static final Usage USED = new Usage(3, 4, 9, 2L, 1L);

    @Test
    void anAnswerKeepsItsThoughtsAndItsCost() {
        ChatCompletionResponse answer = message("'content':'42','reasoning_content':'hm'");

        assertThat(answer.completionMessage().reasoning()).containsExactly(new Reasoning.Text("hm", null));
        assertThat(Usage.of(answer.metrics())).isEqualTo(USED);
    }

    @Test
    void aRefusalStandsForTheContentItReplaces() {
        assertThat(message("'content':null,'refusal':'no'").completionMessage().content())
                .isEqualTo(InterleavedContent.of("no"));
    }

    @Test
    void contentInPartsIsTheTextOfThem() {
        assertThat(message("'content':[{'type':'thinking','thinking':[]},{'type':'text','text':'a'},"
                                + "{'type':'text','text':'b'}]")
                        .completionMessage()
                        .content())
                .isEqualTo(InterleavedContent.of("ab"));
    }

    @Test
    void aCallKeepsTheSignatureItMustGoBackWith() {
        ToolCall call = message("'tool_calls':[{'id':'','function':{'name':'f','arguments':'{}'},"
                        + "'extra_content':{'google':{'thought_signature':'s'}}}]")
                .completionMessage()
                .toolCalls()
                .get(0);

        assertThat(call.signature()).isEqualTo("s");
        assertThat(call.callId()).startsWith("call_");
    }

    @Test
    void anErrorWithAGoodStatusIsStillAnError() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> ChatResponseDecoder.decode(json("{'error':{'message':'out of GPUs'}}")))
                .withMessage("out of GPUs");
    }

    @Test
    void anAnswerOfAnotherShapeIsTheProvidersFault() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> ChatResponseDecoder.decode(json("{'choices':'none'}")))
                .withMessageContaining("'choices' must be a list");
    }

    @Test
    void aStreamTellsThoughtsTextAndCost() {
        List<ChatCompletionResponseStreamChunk> chunks = stream(
                new ChatStreamDecoder(true),
                "{'choices':[{'delta':{'role':'assistant','reasoning':'hm'}}]}",
                "{'choices':[{'delta':{'content':'a'},'logprobs':{'content':[{'token':'a','logprob':-0.5}]}}]}",
                "{'choices':[{'delta':{},'finish_reason':'content_filter'}]," + USAGE + "}",
                "{'choices':[]," + USAGE + "}");

        assertThat(chunks)
                .extracting(ChatCompletionResponseStreamChunk::event)
                .containsExactly(
                        new Start(),
                        new Progress(new ContentDelta.ReasoningText("hm", null)),
                        new Progress(new ContentDelta.Text("a"), List.of(TokenLogProbs.of("a", -0.5)), null),
                        new Complete(StopReason.CONTENT_FILTERED));
        assertThat(Usage.of(chunks.get(3).metrics())).isEqualTo(USED);
    }

    @Test
    void aRepeatedNameIsNoPartOfTheNextPiece() {
        List<ChatCompletionResponseStreamChunk> chunks = stream(
                new ChatStreamDecoder(true),
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'c','function':{'name':'f','arguments':'{'}}]}}]}",
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'c','function':{'name':'f','arguments':'}'}}]}}]}",
                "{'choices':[{'delta':{},'finish_reason':'tool_calls'}]}");

        assertThat(chunks)
                .extracting(ChatCompletionResponseStreamChunk::event)
                .contains(
                        new Progress(new ContentDelta.ToolCallInProgress("f({")),
                        new Progress(new ContentDelta.ToolCallInProgress("}")),
                        new Progress(
                                new ContentDelta.ToolCallSucceeded(new ToolCall(
                                        "c", ToolName.function("f"), new ToolArguments.Named(Map.of()), "{}")),
                                List.of(),
                                StopReason.END_OF_MESSAGE));
    }

    @Test
    void aStreamSaysWhetherItIsComplete() {
        ChatStreamDecoder decoder = new ChatStreamDecoder(true);

        decoder.decode(json("{'choices':[{'delta':{'content':'a'}}]}"));
        assertThat(decoder.isComplete()).isFalse();
        decoder.decode(json("{'choices':[{'delta':{},'finish_reason':'stop'}]}"));
        assertThat(decoder.isComplete()).isTrue();
    }

    @Test
    void anErrorInTheMiddleOfAStreamIsTold() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> new ChatStreamDecoder(true)
                        .decode(json("{'choices':[{'delta':{'content':''}}],'error':{'message':'gone'}}")))
                .withMessage("gone");
    }

    @Test
    void aCompletionStreamGoesOnToItsUsage() {
        CompletionStreamDecoder decoder = new CompletionStreamDecoder();

        decoder.decode(json("{'choices':[{'text':'a','finish_reason':'length'}]}"));
        assertThat(decoder.isComplete()).isTrue();
        decoder.decode(json("{'choices':[]," + USAGE + "}"));

        assertThat(decoder.end())
                .containsExactly(CompletionResponseStreamChunk.end(StopReason.OUT_OF_TOKENS, USED.metrics()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'index':0,"})
    void wholeCallsWithoutAnIndexOfTheirOwnAreTwo(String index) {
        ChatStreamDecoder decoder = new ChatStreamDecoder(true);
        List<ChatCompletionResponseStreamChunk> chunks = new ArrayList<>();
        for (String id : List.of("c1", "c2")) {
            chunks.addAll(decoder.decode(json("{'choices':[{'delta':{'tool_calls':[{" + index + "'id':'" + id
                    + "','function':{'name':'f','arguments':{'a':1}}}]}}]}")));
        }
        chunks.addAll(decoder.decode(json("{'choices':[{'delta':{},'finish_reason':'stop'}]}")));
        chunks.addAll(decoder.end());

        assertThat(chunks.stream().map(ChatCompletionResponseStreamChunk::event))
                .filteredOn(it -> it instanceof Progress told && told.delta() instanceof ToolCallSucceeded)
                .extracting(it -> ((ToolCallSucceeded) ((Progress) it).delta()).toolCall())
                .extracting(ToolCall::callId, ToolCall::arguments)
                .containsExactly(
                        tuple("c1", new ToolArguments.Named(Map.of("a", 1))),
                        tuple("c2", new ToolArguments.Named(Map.of("a", 1))));
        assertThat(chunks.getLast().event()).isEqualTo(new Complete(StopReason.END_OF_MESSAGE));
    }

    @Test
    void argumentsThatAreNoTextAreTakenAsTheirs() {
        ChatCompletionResponse answer = message("'content':null,'tool_calls':[{'id':'c','type':'function',"
                + "'function':{'name':'f','arguments':{'a':1}}}]");

        assertThat(answer.completionMessage().toolCalls())
                .extracting(ToolCall::arguments)
                .containsExactly(new ToolArguments.Named(Map.of("a", 1)));
        assertThat(answer.completionMessage().stopReason()).isEqualTo(StopReason.END_OF_MESSAGE);
    }

    @Test
    void aReasonThatIsNoneEndsNothing() {
        CompletionStreamDecoder decoder = new CompletionStreamDecoder();
        List<CompletionResponseStreamChunk> chunks = new ArrayList<>();
        for (String chunk : List.of(
                "{'choices':[{'text':'Hi','finish_reason':'not_finished'}]}",
                "{'choices':[{'text':' there','finish_reason':'not_finished'}]}")) {
            chunks.addAll(decoder.decode(json(chunk)));
        }

        assertThat(decoder.isComplete()).isFalse();
        assertThat(chunks)
                .containsExactly(
                        CompletionResponseStreamChunk.text("Hi", List.of()),
                        CompletionResponseStreamChunk.text(" there", List.of()));
    }

    @Test
    void aStreamThatSaysNothingButItsLastWordIsNoAnswer() {
        JsonStreamDecoder<CompletionResponseStreamChunk> stream =
                new JsonStreamDecoder<>(new CompletionStreamDecoder());
        byte[] done = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> stream.feed(done, 0, done.length, event -> {}));
    }

    @Test
    void aCompletionStreamThatEndsWithAMarkerIsNotOverBeforeItsUsage() {
        CompletionStreamDecoder decoder = new CompletionStreamDecoder();
        List<CompletionResponseStreamChunk> chunks = new ArrayList<>();
        for (String chunk : List.of(
                "{'choices':[{'text':'a<|eot_id|>'}]}",
                "{'choices':[{'text':''}]}",
                "{'choices':[{'text':'','finish_reason':'stop'}]}",
                "{'choices':[]," + USAGE + "}")) {
            chunks.addAll(decoder.decode(json(chunk)));
        }
        chunks.addAll(decoder.end());

        assertThat(chunks)
                .containsExactly(
                        CompletionResponseStreamChunk.text("a", List.of()),
                        CompletionResponseStreamChunk.end(StopReason.END_OF_TURN, USED.metrics()));
    }

    @Test
    void aCallWithoutANameIsLostAndTheAnswerIsNot() {
        AnswerLosses losses = new AnswerLosses();

        ChatCompletionResponse read = ChatResponseDecoder.decode(
                json("{'choices':[{'finish_reason':'stop','message':{'content':'a','tool_calls':"
                        + "[{'id':'c','function':{'name':null,'arguments':'{}'}}]}}]}"),
                losses);

        assertThat(read.completionMessage().content().asText()).isEqualTo("a");
        assertThat(read.completionMessage().toolCalls()).isEmpty();
        assertThat(losses.paths()).containsExactly("response.choices[0].message.tool_calls[0]");
    }

    @Test
    void everyTokenKeepsItsLogprob() {
        String two = "'tokens':['a','b'],'token_logprobs':[-1.0,-2.0]";
        List<TokenLogProbs> drawn = List.of(TokenLogProbs.of("a", -1.0), TokenLogProbs.of("b", -2.0));

        assertThat(logprobs("{" + two + ",'top_logprobs':[]}")).isEqualTo(drawn);
        assertThat(logprobs("{" + two + ",'top_logprobs':[{'a':-1.0}]}")).isEqualTo(drawn);
        assertThat(logprobs("{" + two + ",'content':null}")).isEqualTo(drawn);
        assertThat(logprobs("{'top_logprobs':[{'a':null}]}")).containsExactly(new TokenLogProbs(Map.of(), null));
    }

    @Test
    void aBareNumberIsOfTheTextItCameWith() {
        assertThat(stream(new ChatStreamDecoder(true), "{'choices':[{'delta':{'content':'tok'},'logprobs':-0.5}]}"))
                .extracting(ChatCompletionResponseStreamChunk::event)
                .contains(new Progress(new ContentDelta.Text("tok"), List.of(TokenLogProbs.of("tok", -0.5)), null));
    }

    private static List<TokenLogProbs> logprobs(String logprobs) {
        return CompletionResponseDecoder.decode(
                        json("{'choices':[{'text':'ab','finish_reason':'stop','logprobs':" + logprobs + "}]}"))
                .logprobs();
    }

    private static ChatCompletionResponse message(String fields) {
        return ChatResponseDecoder.decode(json("{'choices':[{'index':0,'finish_reason':'stop','message':"
                + "{'role':'assistant'," + fields + "}}]," + USAGE + "}"));
    }

    private static List<ChatCompletionResponseStreamChunk> stream(ChatStreamDecoder decoder, String... chunks) {
        List<ChatCompletionResponseStreamChunk> events = new ArrayList<>();
        for (String chunk : chunks) {
            events.addAll(decoder.decode(json(chunk)));
        }
        events.addAll(decoder.end());
        return events;
    }
}
