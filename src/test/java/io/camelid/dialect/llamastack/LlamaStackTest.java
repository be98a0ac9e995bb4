package io.camelid.dialect.llamastack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Fields;
import io.camelid.dialect.Json;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.EmbeddingsResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolParamDefinition;
import io.camelid.llama.ToolPromptFormat;
import io.camelid.llama.ToolResponse;
import io.camelid.llama.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaStackTest {

    private static final String REQUEST = "{'model_id':'m','messages':["
            + "{'role':'system','content':'be kind'},"
            + "{'role':'user','content':[{'type':'text','text':'look'},"
            + "{'type':'image','image':{'url':{'uri':'https://example.org/a.png'}}},"
            + "{'type':'image','image':{'data':'AAAA'}}],'context':'notes'},"
            + "{'role':'assistant','content':'','stop_reason':'end_of_message','tool_calls':[{'call_id':'c1',"
            + "'tool_name':'brave_search','arguments':{'query':'x','deep':[{'a':null}]},'arguments_json':'{}'},"
            + "{'call_id':'c2','tool_name':'f','arguments':'oops','arguments_json':null}]},"
            + "{'role':'tool','content':'found','call_id':'c1'}],"
            + "'sampling_params':{'strategy':{'type':'top_p','temperature':0.5,'top_p':0.9},'max_tokens':7,"
            + "'repetition_penalty':1.1,'stop':['x']},"
            + "'tools':[{'tool_name':'f','description':'d','parameters':{'a':{'param_type':'int','description':'i',"
            + "'required':false,'default':3}}}],"
            + "'tool_config':{'tool_choice':'f','tool_prompt_format':'function_tag','system_message_behavior':'replace'},"
            + "'response_format':{'type':'json_schema','json_schema':{'type':'object'}},"
            + "'stream':true,'logprobs':{'top_k':2}}";

    @Test
    void aRequestComesBackAsItWent() {
        var decoded = ChatRequestDecoder.decode(json(REQUEST));

        assertThat(decoded.notCarried()).isEmpty();
        assertThat(read(ChatRequestEncoder.encode(decoded.value()))).isEqualTo(json(REQUEST));
    }

    @Test
    void aCompletionRequestComesBackAsItWent() {
        String request = "{'model_id':'m','content':'once','sampling_params':{'strategy':{'type':'top_k','top_k':3},"
                + "'max_tokens':0,'repetition_penalty':1.0},'stream':false}";

        assertThat(read(CompletionRequestEncoder.encode(
                        CompletionRequestDecoder.decode(json(request)).value())))
                .isEqualTo(json(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model_id':'m','contents':['a','b'],'text_truncation':'end','output_dimension':3,'task_type':'query'}",
                "{'model_id':'m','contents':[{'type':'text','text':'a'},"
                        + "{'type':'image','image':{'data':'AAAA'}}],'text_truncation':'none','task_type':'document'}",
                "{'model_id':'m','contents':['a']}"
            })
    void anEmbeddingsRequestComesBackAsItWent(String request) {
        Decoded<EmbeddingsRequest> decoded = EmbeddingsRequestDecoder.decode(json(request));

        assertThat(decoded.notCarried()).isEmpty();
        assertThat(read(EmbeddingsEncoder.encode(decoded.value().withModel("m"))))
                .isEqualTo(json(request));
    }

    @ParameterizedTest(name = "{0} blames {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'contents':[] | contents",
                "'contents':'a' | contents",
                "'contents':['a',{'type':'text','text':'b'}] | contents[1]",
                "'contents':[{'type':'text'}] | contents[0].text",
                "'contents':['a'],'text_truncation':'middle' | text_truncation",
                "'contents':['a'],'output_dimension':0 | output_dimension",
                "'contents':['a'],'task_type':'poem' | task_type",
            })
    void aFieldOfAnEmbeddingsRequestThatCannotBeIsBlamed(String fields, String param) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> EmbeddingsRequestDecoder.decode(json("{'model_id':'m'," + fields + "}")))
                .satisfies(e -> assertThat(e.param()).isEqualTo(param));
    }

    @Test
    void embeddingsComeBackAsTheyWent() {
        EmbeddingsResponse answer =
                new EmbeddingsResponse(List.of(List.of(0.5, -1.25), List.of(2.0)), new Usage(3, 0).metrics());

        assertThat(ResponseDecoder.decodeEmbeddings(read(ResponseEncoder.encode(answer)), new AnswerLosses()))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'call_id':'c','tool_name':'brave_search','content':'found','metadata':{'hits':[1,null],'at':{'a':true}}}",
                "{'call_id':'c','tool_name':'f','content':[{'type':'text','text':'a'}],'metadata':null}"
            })
    void whatAToolAnsweredComesBackAsItWent(String response) {
        ToolResponse decoded = ToolResponseDecoder.decode(Fields.ofRequest(json(response)));

        assertThat(read(ToolResponseEncoder.encode(decoded))).isEqualTo(json(response));
        assertThat(decoded.toolName())
                .isEqualTo(ToolName.spelled(json(response).path("tool_name").textValue()));
    }

    @Test
    void aCallThatFailedMayBeToldAsOne() {
        String call = "{'event':{'event_type':'progress','delta':{'type':'tool_call','parse_status':'%s','tool_call':"
                + "{'call_id':'c','tool_name':'f','arguments':{'a':1}}}}}";

        assertThat(deltas(call.formatted("failed"))).containsExactly(new ContentDelta.ToolCallFailed("f({\"a\":1})"));
        assertThat(deltas(call.formatted("in_progress")))
                .containsExactly(new ContentDelta.ToolCallInProgress("f({\"a\":1})"));
    }

    private static List<ContentDelta> deltas(String event) {
        return StreamChunkDecoder.decodeChat(json(event)).stream()
                .map(it -> ((ChatCompletionResponseEvent.Progress) it.event()).delta())
                .toList();
    }

    @Test
    void whatIsPracticallyImpossibleIsStillANumber() {
        var answer = ResponseDecoder.decodeCompletion(
                json("{'content':'a','stop_reason':'end_of_turn','logprobs':[{'logprobs_by_token':{'a':-1e999}}]}"));

        assertThat(read(ResponseEncoder.encode(answer)).at("/logprobs/0/logprobs_by_token/a"))
                .isEqualTo(json("-9999.0"));
    }

    @Test
    void aRequestThatSaysNothingIsGreedy() {
        assertThat(chat("").samplingParams()).isEqualTo(SamplingParams.DEFAULT);
        assertThat(chat("'sampling_params':{'strategy':{'type':'top_p','temperature':1}}")
                        .samplingParams()
                        .strategy())
                .isEqualTo(new SamplingStrategy.TopP(1.0, 0.95));
        assertThat(chat("'sampling_params':{'strategy':{'type':'top_p','temperature':null,'top_p':null}}")
                        .samplingParams()
                        .strategy())
                .isEqualTo(new SamplingStrategy.TopP(null, null));
    }

    @Test
    void theDeprecatedFieldsMeanTheSame() {
        assertThat(chat("'tools':[{'tool_name':'f'}],'tool_choice':'required'")
                        .toolConfig()
                        .toolChoice())
                .isEqualTo(ToolChoice.Mode.REQUIRED);
        assertThat(chat("'tools':[{'tool_name':'f'}],'tool_choice':'none'").tools())
                .isEmpty();
        assertThat(chat("'tool_prompt_format':'json','tool_config':{'tool_prompt_format':'json'}")
                        .toolConfig()
                        .toolPromptFormat())
                .isEqualTo(ToolPromptFormat.JSON);
    }

    @Test
    void aWordThatIsNoneOfAFewIsToldWhichThereAre() {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> chat("'tool_prompt_format':'xml'"))
                .satisfies(e -> assertThat(e.text()).contains("'json' or 'function_tag' or 'python_list'"));
    }

    /** As upstream, where the default is true and any other flag that is not true is none. */
    @Test
    void aParameterIsRequiredWhereItsFlagSaysSoOrIsLeftOut() {
        Map<String, ToolParamDefinition> parameters =
                chat("'tools':[{'tool_name':'f','parameters':{'a':{'param_type':'string'},"
                                + "'b':{'param_type':'string','required':true},'c':{'param_type':'string','required':false},"
                                + "'d':{'param_type':'string','required':null}}}]")
                        .tools()
                        .getFirst()
                        .parameters();

        assertThat(parameters)
                .allSatisfy((name, it) ->
                        assertThat(it.required()).isEqualTo(List.of("a", "b").contains(name)));
    }

    @ParameterizedTest(name = "{0} blames {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'tool_choice':'auto','tool_config':{'tool_choice':'required'} | tool_choice",
                "'tool_config':{'tool_choice':'g'} | tool_config.tool_choice",
                "'tool_prompt_format':'json','tool_config':{'tool_prompt_format':'python_list'} | tool_prompt_format",
                "'tool_config':{'tool_prompt_format':'xml'} | tool_config.tool_prompt_format",
                "'sampling_params':{'strategy':{'type':'beam'}} | sampling_params.strategy.type",
                "'sampling_params':{'strategy':{'type':'top_k'}} | sampling_params.strategy.top_k",
                "'sampling_params':{'strategy':{'type':'top_p','temperature':0}} | sampling_params.strategy.temperature",
                "'response_format':{'type':'grammar'} | response_format.bnf",
                "'tools':[{'tool_name':'f','parameters':{'a':{}}}] | tools[0].parameters.a.param_type",
            })
    void aFieldThatCannotBeIsBlamed(String fields, String param) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> chat(fields))
                .satisfies(e -> assertThat(e.param()).isEqualTo(param));
    }

    @Test
    void anyObjectIsASchemaOnTheWire() {
        assertThat(read(ResponseFormatEncoder.encode(new ResponseFormat.JsonObject())))
                .isEqualTo(json("{'type':'json_schema','json_schema':{'type':'object'}}"));
    }

    @Test
    void anAnswerWritesItsNullsOutAndComesBack() {
        ChatCompletionResponse answer = new ChatCompletionResponse(
                new Message.Assistant(InterleavedContent.of("hi"), StopReason.END_OF_TURN, List.of()),
                List.of(),
                new Usage(3, 1).metrics());
        JsonNode json = read(ResponseEncoder.encode(answer));

        assertThat(json.get("logprobs").isNull()).isTrue();
        assertThat(json.at("/metrics/0")).isEqualTo(json("{'metric':'prompt_tokens','value':3,'unit':null}"));
        assertThat(ResponseDecoder.decodeChat(json)).isEqualTo(answer);
    }

    @Test
    void withheldContentEndsTheTurn() {
        ChatCompletionResponse answer = new ChatCompletionResponse(
                new Message.Assistant(InterleavedContent.of(""), StopReason.CONTENT_FILTERED, List.of()),
                List.of(),
                List.of());

        assertThat(ResponseEncoder.encode(answer)
                        .at("/completion_message/stop_reason")
                        .textValue())
                .isEqualTo("end_of_turn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event':{'event_type':'start','delta':{'type':'text','text':''},'logprobs':null,'stop_reason':null},'metrics':null}",
                "{'event':{'event_type':'progress','delta':{'type':'text','text':'a'},'logprobs':[{'logprobs_by_token':{'a':-0.5}}],'stop_reason':null},'metrics':null}",
                "{'event':{'event_type':'progress','delta':{'type':'tool_call','tool_call':'','parse_status':'started'},'logprobs':null,'stop_reason':null},'metrics':null}",
                "{'event':{'event_type':'progress','delta':{'type':'tool_call','tool_call':'f(','parse_status':'in_progress'},'logprobs':null,'stop_reason':null},'metrics':null}",
                "{'event':{'event_type':'progress','delta':{'type':'tool_call','tool_call':'x','parse_status':'failed'},'logprobs':null,'stop_reason':'end_of_turn'},'metrics':null}",
                "{'event':{'event_type':'complete','delta':{'type':'text','text':''},'logprobs':null,'stop_reason':'out_of_tokens'},'metrics':[{'metric':'total_tokens','value':1.5,'unit':'t'}]}",
            })
    void anEventComesBackAsItWent(String event) {
        List<ChatCompletionResponseStreamChunk> chunks = StreamChunkDecoder.decodeChat(json(event));

        assertThat(chunks).hasSize(1);
        assertThat(read(LlamaStackFunctions.chunks(chunks)).get(0)).isEqualTo(json(event));
    }

    @Test
    void anEventThatSaysTwoThingsIsTwo() {
        assertThat(StreamChunkDecoder.decodeChat(
                        json("{'event':{'event_type':'complete','delta':{'type':'text','text':'last'}}}")))
                .extracting(ChatCompletionResponseStreamChunk::event)
                .containsExactly(
                        new ChatCompletionResponseEvent.Progress(new ContentDelta.Text("last")),
                        new ChatCompletionResponseEvent.Complete(StopReason.END_OF_TURN));
    }

    @Test
    void thoughtsHaveNoForm() {
        assertThat(StreamChunkEncoder.encode(new ChatCompletionResponseStreamChunk(
                        new ChatCompletionResponseEvent.Progress(new ContentDelta.ReasoningText("hm", null)))))
                .isNull();
    }

    @Test
    void aCompletionChunkComesBackAsItWent() {
        CompletionResponseStreamChunk chunk = CompletionResponseStreamChunk.end(StopReason.END_OF_TURN, List.of());

        assertThat(StreamChunkDecoder.decodeCompletion(StreamChunkEncoder.encode(chunk)))
                .isEqualTo(chunk);
    }

    @Test
    void anErrorInTheStreamIsTold() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> StreamChunkDecoder.decodeChat(json("{'error':{'message':'400: no'}}")))
                .withMessage("no");
    }

    @Test
    void anAnswerOfAnotherShapeIsTheProvidersFault() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> ResponseDecoder.decodeChat(json("{'choices':[]}")))
                .withMessageContaining("completion_message");
    }

    @Test
    void whatHasNoPlaceIsListedByPath() {
        ChatCompletionRequest request = new ChatCompletionRequest(
                "m",
                List.of(
                        new Message.Assistant(
                                InterleavedContent.EMPTY,
                                StopReason.END_OF_TURN,
                                List.of(),
                                List.of(new Reasoning.Text("hm", null))),
                        new Message.ToolResponse("c", InterleavedContent.of("no"), true)),
                SamplingParams.DEFAULT,
                List.of(tool(Map.of("a", Map.of("type", "string"))), tool(Map.of("a", Map.of("enum", List.of("x"))))),
                ToolConfig.DEFAULT,
                new ResponseFormat.JsonSchema(Map.of(), null, null, true),
                false,
                null,
                new RequestExtensions(1L, null, null, Map.of(), "u", null, null));

        assertThat(Losses.of(request))
                .containsExactly(
                        "messages[0].reasoning_content",
                        "messages[1].is_error",
                        "tools[1].parameters.properties.a.enum",
                        "response_format.json_schema.strict",
                        "seed",
                        "user");
        assertThat(Losses.of(ChatRequestDecoder.decode(json(REQUEST)).value())).isEmpty();
    }

    private static ToolDefinition tool(Map<String, Object> properties) {
        Map<String, Object> schema = Map.of("type", "object", "properties", properties);
        return new ToolDefinition(ToolName.function("f"), null, Map.of(), schema, false, null);
    }

    private static ChatCompletionRequest chat(String fields) {
        String more = fields.isEmpty() ? "" : "," + fields;
        return ChatRequestDecoder.decode(
                        json("{'model_id':'m','messages':[{'role':'user','content':'hi'}]" + more + "}"))
                .value();
    }

    private static JsonNode read(JsonNode written) {
        return json(written.toString());
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
