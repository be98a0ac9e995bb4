package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.OpenAi.chat;
import static io.camelid.dialect.openai.OpenAi.json;
import static io.camelid.dialect.openai.OpenAi.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelid.dialect.Decoded;
import io.camelid.error.RequestException;
import io.camelid.llama.CacheMark;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingStrategy;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolParamDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestDecoderTest {

    private static final String WEATHER =
            "{'type':'function','function':{'name':'weather','description':'d','strict':true,'parameters':"
                    + "{'type':'object','properties':{'city':{'type':'string','enum':['Cork']},"
                    + "'days':{'type':['integer','null'],'default':3}},'required':['city']}}}";

    @Test
    void aRequestThatSaysNothingIsDrawnAsOpenAiDoes() {
        ChatCall call = chat("").value();

        assertThat(call.request().samplingParams().strategy()).isEqualTo(new SamplingStrategy.TopP(1.0, 1.0));
        assertThat(call.request().samplingParams().maxTokens()).isZero();
        assertThat(call.request().logprobs()).isNull();
        assertThat(call.request().extensions()).isEqualTo(RequestExtensions.NONE);
        assertThat(call.n()).isOne();
        assertThat(call.stream()).isFalse();
        assertThat(chat("").notCarried()).isEmpty();
    }

    @Test
    void everySettingFindsItsPlace() {
        Decoded<ChatCall> decoded = chat("'temperature':0.5,'top_p':0.25,'max_tokens':9,'max_completion_tokens':9,"
                + "'stop':['a','b'],'n':3,'seed':9007199254740993,'frequency_penalty':-1.5,'presence_penalty':2,"
                + "'logit_bias':{'50256':-100},'user':'u','logprobs':true,'top_logprobs':4,'stream':true,"
                + "'stream_options':{'include_usage':true,'include_obfuscation':false},'reasoning_effort':'low'");
        ChatCompletionRequest request = decoded.value().request();

        assertThat(decoded.notCarried()).isEmpty();
        assertThat(request.samplingParams().strategy()).isEqualTo(new SamplingStrategy.TopP(0.5, 0.25));
        assertThat(request.samplingParams().maxTokens()).isEqualTo(9);
        assertThat(request.samplingParams().stop()).containsExactly("a", "b");
        assertThat(request.logprobs()).isEqualTo(new LogProbConfig(4));
        assertThat(request.stream()).isTrue();
        assertThat(decoded.value().n()).isEqualTo(3);
        assertThat(decoded.value().includeUsage()).isTrue();
        assertThat(request.extensions())
                .isEqualTo(
                        new RequestExtensions(9007199254740993L, -1.5, 2.0, Map.of("50256", -100.0), "u", null, "low"));
    }

    @Test
    void temperatureZeroIsGreedy() {
        assertThat(chat("'temperature':0,'top_p':0.5")
                        .value()
                        .request()
                        .samplingParams()
                        .strategy())
                .isEqualTo(new SamplingStrategy.Greedy());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "'temperature':0,'top_p':0.5 | top_p",
                "'temperature':0,'top_p':1 | -",
                "'temperature':0.1,'top_p':0.5 | -",
                "'max_tokens':7,'max_completion_tokens':9 | max_tokens",
                "'max_tokens':7,'max_completion_tokens':7 | -"
            },
            quoteCharacter = '`')
    void whatAnotherFieldLeavesNothingToDoIsTold(String fields, @Nullable String lost) {
        assertThat(chat(fields).notCarried()).isEqualTo(lost == null ? List.of() : List.of(lost));
    }

    @Test
    void oneStopWordNeedsNoList() {
        assertThat(chat("'stop':'end'").value().request().samplingParams().stop())
                .containsExactly("end");
    }

    @Test
    void whatHasNoPlaceIsListedByPath() {
        Decoded<ChatCall> decoded = ChatRequestDecoder.decode(json("{'model':'m','messages':["
                + "{'role':'user','name':'Zoe','content':[{'type':'image_url','image_url':{'url':'u','detail':'high'}}]}],"
                + "'store':true,'metadata':{'a':'b'},'service_tier':'flex','prediction':{},'user':null}"));

        assertThat(decoded.notCarried())
                .containsExactly(
                        "messages[0].name",
                        "messages[0].content[0].image_url.detail",
                        "store",
                        "metadata",
                        "service_tier",
                        "prediction");
    }

    @Test
    void askingForWhatHappensAnywayIsNoLoss() {
        assertThat(chat("'store':false,'metadata':{},'service_tier':'auto','modalities':['text'],'verbosity':'medium'")
                        .notCarried())
                .isEmpty();
    }

    @Test
    void everyRoleIsRead() {
        assertThat(messages("[{'role':'developer','content':'be brief'},{'role':'system','content':'be kind'},"
                        + "{'role':'user','content':'hi'},{'role':'assistant','content':'hello'}]"))
                .containsExactly(
                        new Message.System(InterleavedContent.of("be brief")),
                        new Message.System(InterleavedContent.of("be kind")),
                        new Message.User(InterleavedContent.of("hi")),
                        new Message.Assistant(InterleavedContent.of("hello"), StopReason.END_OF_TURN, List.of()));
    }

    @Test
    void partsKeepTheirOrderAndTheirCacheMarks() {
        assertThat(messages("[{'role':'user','content':[{'type':'text','text':'a','cache_control':{'type':'ephemeral',"
                        + "'ttl':'1h'}},{'type':'image_url','image_url':{'url':'data:image/png;base64,AA=='}}]}]"))
                .containsExactly(new Message.User(new InterleavedContent.Items(List.of(
                        new ContentItem.Text("a", new CacheMark("1h")),
                        new ContentItem.Image(new ImageSource.Url("data:image/png;base64,AA=="))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'function':{'name':'f'},'cache_control':{'type':'ephemeral','ttl':'1h'}}",
                "{'function':{'name':'f','cache_control':{'type':'ephemeral','ttl':'1h'}}}"
            })
    void aToolKeepsItsCacheMarkWhereverClientsPutIt(String tool) {
        ChatCall call = chat("'tools':[" + tool + "]").value();

        assertThat(call.request().tools()).extracting(ToolDefinition::cache).containsExactly(new CacheMark("1h"));
    }

    @Test
    void halfACharacterBecomesAQuestionMarkForNobodyCouldWriteItAgain() {
        assertThat(messages("[{'role':'user','content':'a\\ud83d \\ud83d\\ude42'},"
                        + "{'role':'user','content':[{'type':'text','text':'\\ude42'}]}]"))
                .extracting(it -> it.content().asText())
                .containsExactly("a? 🙂", "?");
        assertThat(chat("'stop':['\\ud83d']").value().request().samplingParams().stop())
                .containsExactly("?");
    }

    @Test
    void aToolRoundKeepsIdsAndTheModelsOwnSpelling() {
        assertThat(messages("[{'role':'assistant','tool_calls':[{'id':'c1','type':'function','function':"
                        + "{'name':'brave_search','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'c1','content':'sunny'}]"))
                .containsExactly(
                        new Message.Assistant(
                                InterleavedContent.EMPTY,
                                StopReason.END_OF_TURN,
                                List.of(new ToolCall(
                                        "c1",
                                        ToolName.function("brave_search"),
                                        new ToolArguments.Named(Map.of()),
                                        "{}"))),
                        new Message.ToolResponse("c1", InterleavedContent.of("sunny")));
    }

    @Test
    void brokenArgumentsInTheHistoryTravelAsText() {
        Message.Assistant said = (Message.Assistant) messages(
                        "[{'role':'assistant','tool_calls':[{'id':'c1','function':{'name':'f','arguments':'{oops'}}]}]")
                .get(0);

        assertThat(said.toolCalls().get(0).arguments()).isEqualTo(new ToolArguments.Raw("{oops"));
        assertThat(said.toolCalls().get(0).argumentsJson()).isEqualTo("{oops");
    }

    @Test
    void thoughtsAndRefusalsOfTheHistoryAreKept() {
        assertThat(messages("[{'role':'assistant','content':null,'refusal':'no','reasoning_content':'hm'}]"))
                .containsExactly(new Message.Assistant(
                        InterleavedContent.of("no"),
                        StopReason.END_OF_TURN,
                        List.of(),
                        List.of(new Reasoning.Text("hm", null))));
    }

    @Test
    void aDeprecatedFunctionResultBelongsToTheCallBefore() {
        List<Message> messages = messages("[{'role':'assistant','function_call':{'name':'f','arguments':'{}'}},"
                + "{'role':'function','name':'f','content':'1'},"
                + "{'role':'assistant','function_call':{'name':'f','arguments':'{}'}},"
                + "{'role':'function','name':'f','content':'2'}]");

        String first = ((Message.Assistant) messages.get(0)).toolCalls().get(0).callId();
        String second = ((Message.Assistant) messages.get(2)).toolCalls().get(0).callId();
        assertThat(first).isNotEqualTo(second);
        assertThat(messages.get(1)).isEqualTo(new Message.ToolResponse(first, InterleavedContent.of("1")));
        assertThat(messages.get(3)).isEqualTo(new Message.ToolResponse(second, InterleavedContent.of("2")));
    }

    @Test
    void aToolsOutlineAndItsWholeSchemaTravelTogether() {
        ToolDefinition tool =
                chat("'tools':[" + WEATHER + "]").value().request().tools().get(0);

        assertThat(tool.parameters())
                .containsExactly(
                        Map.entry("city", new ToolParamDefinition("string", null, true, null)),
                        Map.entry("days", new ToolParamDefinition("integer", null, false, 3)));
        assertThat(tool.schema()).asString().contains("enum=[Cork]");
        assertThat(tool.strict()).isTrue();
    }

    @Test
    void theToolChoiceMayBeAWordOrAnObject() {
        assertThat(choice("'tool_choice':'required'")).isEqualTo(ToolChoice.Mode.REQUIRED);
        assertThat(choice("'tool_choice':{'type':'function','function':{'name':'weather'}}"))
                .isEqualTo(new ToolChoice.Named("weather"));
        assertThat(choice("'parallel_tool_calls':false")).isEqualTo(ToolChoice.Mode.AUTO);
    }

    @Test
    void aModelThatMustNotCallToolsIsNotToldOfThem() {
        ChatCompletionRequest request =
                chat("'tools':[" + WEATHER + "],'tool_choice':'none'").value().request();

        assertThat(request.tools()).isEmpty();
        assertThat(request.toolConfig().toolChoice()).isEqualTo(ToolChoice.Mode.NONE);
    }

    @Test
    void deprecatedFunctionsAreTools() {
        ChatCall call = chat("'functions':[{'name':'f','parameters':{}}],'function_call':{'name':'f'}")
                .value();

        assertThat(call.legacyFunctions()).isTrue();
        assertThat(call.request().tools()).extracting(ToolDefinition::toolName).containsExactly(ToolName.function("f"));
        assertThat(call.request().toolConfig().toolChoice()).isEqualTo(new ToolChoice.Named("f"));
    }

    @Test
    void everyResponseFormatIsRead() {
        assertThat(format("{'type':'text'}")).isNull();
        assertThat(format("{'type':'json_object'}")).isEqualTo(new ResponseFormat.JsonObject());
        assertThat(format("{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{'type':'object'}}}"))
                .isEqualTo(new ResponseFormat.JsonSchema(Map.of("type", "object"), "n", null, true));
    }

    @ParameterizedTest(name = "{0} blames {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'messages':[{'role':'user','content':'x'}]} | model",
                "{'model':7,'messages':[{'role':'user','content':'x'}]} | model",
                "{'model':'m'} | messages",
                "{'model':'m','messages':[]} | messages",
                "{'model':'m','messages':{}} | messages",
                "{'model':'m','messages':['hi']} | messages[0]",
                "{'model':'m','messages':[{'role':'user','content':'x'},{'content':'x'}]} | messages[1].role",
                "{'model':'m','messages':[{'role':'critic','content':'x'}]} | messages[0].role",
                "{'model':'m','messages':[{'role':'user'}]} | messages[0].content",
                "{'model':'m','messages':[{'role':'user','content':5}]} | messages[0].content",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'text'}]}]} | messages[0].content[0].text",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'video'}]}]} | messages[0].content[0].type",
                "{'model':'m','messages':[{'role':'system','content':[{'type':'file'}]}]} | messages[0].content[0].type",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'input_audio'}]}]} | messages[0].content[0].input_audio",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'AA==','format':'ogg'}}]}]} | messages[0].content[0].input_audio.format",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'file'}]}]} | messages[0].content[0].file",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}]} | messages[0].content[0].file.file_id",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'file','file':{'filename':'f'}}]}]} | messages[0].content[0].file.file_data",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'file','file':{'file_data':'AA=='}}]}]} | messages[0].content[0].file.file_data",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'file','file':{'file_data':'data:text/plain,hi'}}]}]} | messages[0].content[0].file.file_data",
                "{'model':'m','messages':[{'role':'system','content':[{'type':'image_url'}]}]} | messages[0].content[0].type",
                "{'model':'m','messages':[{'role':'tool','content':'x'}]} | messages[0].tool_call_id",
                "{'model':'m','messages':[{'role':'assistant','tool_calls':[{'function':{'name':'f'}}]}]} | messages[0].tool_calls[0].id",
                "{'model':'m','messages':[{'role':'assistant','tool_calls':[{'id':'1','type':'custom'}]}]} | messages[0].tool_calls[0].type",
            })
    void aRequestThatCannotBeReadBlamesItsField(String body, String param) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> ChatRequestDecoder.decode(json(body)))
                .satisfies(e -> assertThat(e.param()).isEqualTo(param))
                .withMessageContaining("'" + param + "'");
    }

    @ParameterizedTest(name = "{0} blames {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'temperature':2.5 | temperature",
                "'temperature':'hot' | temperature",
                "'top_p':-1 | top_p",
                "'max_tokens':0 | max_tokens",
                "'max_tokens':1.5 | max_tokens",
                "'max_completion_tokens':-1 | max_completion_tokens",
                "'n':0 | n",
                "'seed':1e30 | seed",
                "'stop':5 | stop",
                "'stop':[1] | stop[0]",
                "'stream':'yes' | stream",
                "'top_logprobs':3 | top_logprobs",
                "'logprobs':true,'top_logprobs':21 | top_logprobs",
                "'logit_bias':{'1':'x'} | logit_bias.1",
                "'stream_options':{'include_usage':true} | stream_options",
                "'tool_choice':'auto' | tool_choice",
                "'tools':[{'type':'function'}] | tools[0].function",
                "'tools':[{'type':'web_search'}] | tools[0].type",
                "'tools':[{'function':{'name':'f'}}],'tool_choice':'g' | tool_choice",
                "'tools':[{'function':{'name':'f'}}],'tool_choice':{'type':'custom'} | tool_choice.type",
                "'response_format':{'type':'json_schema'} | response_format.json_schema",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n'}} | response_format.json_schema.schema",
                "'response_format':{'type':'yaml'} | response_format.type",
            })
    void aSettingThatCannotBeBlamesItsField(String fields, String param) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> chat(fields))
                .satisfies(e -> assertThat(e.param()).isEqualTo(param))
                .withMessageContaining("'" + param + "'");
    }

    @Test
    void aBodyThatIsNoObjectIsRefused() {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> ChatRequestDecoder.decode(json("[]")))
                .withMessage("The body must be a JSON object.");
    }

    private static ToolChoice choice(String fields) {
        return chat("'tools':[" + WEATHER + "]," + fields)
                .value()
                .request()
                .toolConfig()
                .toolChoice();
    }

    private static @Nullable ResponseFormat format(String format) {
        return chat("'response_format':" + format).value().request().responseFormat();
    }
}
