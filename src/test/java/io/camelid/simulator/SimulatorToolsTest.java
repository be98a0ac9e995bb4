package io.camelid.simulator;

import static io.camelid.simulator.Requests.chat;
import static io.camelid.simulator.Requests.limited;
import static io.camelid.simulator.Requests.map;
import static io.camelid.simulator.Requests.tool;
import static io.camelid.simulator.Requests.user;
import static io.camelid.simulator.Requests.withTools;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolParamDefinition;
import io.camelid.llama.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorToolsTest {

    private static final ToolDefinition WEATHER = tool(
            "get_weather",
            "{\"type\": \"object\", \"properties\": {\"unit\": {\"enum\": [\"c\", \"f\"]}, \"city\": {\"type\": \"string\"}, "
                    + "\"days\": {\"type\": \"integer\", \"default\": 7}}, \"required\": [\"days\", \"city\"]}");
    private static final ToolDefinition TIME = tool("get-time");

    private final Simulator simulator = new Simulator(SimulatorConfig.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {"get_weather", "Use get_weather.", "please: get_weather?", "(get_weather)", "x\nget_weather\ny"})
    void aToolNamedByTheUserIsCalled(String text) throws Exception {
        ChatCompletionResponse answer = simulator.answer(auto(chat(text)));

        ToolCall call = answer.completionMessage().toolCalls().getFirst();
        assertThat(answer.completionMessage().toolCalls()).hasSize(1);
        assertThat(call.toolName()).isEqualTo(ToolName.function("get_weather"));
        assertThat(call.arguments()).isEqualTo(new ToolArguments.Named(map("{\"city\": \"text\", \"days\": 7}")));
        assertThat(call.argumentsJson()).isEqualTo("{\"city\":\"text\",\"days\":7}");
        assertThat(answer.completionMessage().content()).isEqualTo(InterleavedContent.EMPTY);
        assertThat(answer.completionMessage().stopReason()).isEqualTo(StopReason.END_OF_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get_weathers",
                "forget_weather",
                "get weather",
                "GET_WEATHER",
                "get-times",
                "",
                "get_weather_now"
            })
    void aPartOfAWordIsNoName(String text) throws Exception {
        assertThat(answer(auto(chat(text)))).isEqualTo("You said: " + text);
    }

    @Test
    void ofTwoNamedToolsTheFirstOfTheRequestIsCalled() throws Exception {
        assertThat(called(auto(chat("get-time or get_weather")))).isEqualTo("get_weather");
        assertThat(called(auto(chat("get-time")))).isEqualTo("get-time");
    }

    @Test
    void onlyTheLastUserMessageCounts() throws Exception {
        assertThat(answer(auto(chat(user("get_weather"), user("thanks"))))).isEqualTo("You said: thanks");
    }

    @Test
    void aToolThatHasAnsweredIsNotCalledAgain() throws Exception {
        var request = chat(user("get_weather"), new Message.ToolResponse("call_1", InterleavedContent.of("rain")));

        assertThat(answer(auto(request))).isEqualTo("The tool said: rain");
    }

    @Test
    void requiredCallsTheFirst() throws Exception {
        assertThat(called(withTools(chat("hello"), ToolChoice.Mode.REQUIRED, null, WEATHER, TIME)))
                .isEqualTo("get_weather");
    }

    @Test
    void aNamedToolIsCalled() throws Exception {
        assertThat(called(withTools(chat("get_weather"), new ToolChoice.Named("get-time"), null, WEATHER, TIME)))
                .isEqualTo("get-time");
    }

    @Test
    void aNamedToolThatIsNotThereIsRefused() {
        assertThatThrownBy(() ->
                        simulator.answer(withTools(chat("hello"), new ToolChoice.Named("other"), null, WEATHER, TIME)))
                .isInstanceOf(RequestException.class)
                .hasMessage("The tool 'other' of tool_choice is not one of the tools: [get_weather, get-time].");
    }

    @Test
    void noneCallsNothing() throws Exception {
        assertThat(answer(withTools(chat("get_weather"), ToolChoice.Mode.NONE, null, WEATHER)))
                .isEqualTo("You said: get_weather");
    }

    @Test
    void aCallGoesBeforeAResponseFormat() throws Exception {
        var format = new ResponseFormat.JsonObject();

        assertThat(called(withTools(chat("get_weather"), ToolChoice.Mode.AUTO, format, WEATHER)))
                .isEqualTo("get_weather");
        assertThat(answer(withTools(chat("hello"), ToolChoice.Mode.AUTO, format, WEATHER)))
                .isEqualTo("{}");
    }

    @Test
    void aCallCostsItsArguments() throws Exception {
        assertThat(Usage.of(simulator.answer(auto(chat("please get_weather"))).metrics()))
                .isEqualTo(new Usage(2, 1));
    }

    @ParameterizedTest
    @CsvSource({"1, OUT_OF_TOKENS, 0", "2, OUT_OF_TOKENS, 0", "3, END_OF_MESSAGE, 3", "0, END_OF_MESSAGE, 3"})
    void aCallThatIsTooLongIsNotMade(int maxTokens, StopReason reason, int cost) throws Exception {
        ToolDefinition say =
                tool("say", "{\"properties\": {\"text\": {\"default\": \"a b c\"}}, \"required\": [\"text\"]}");

        ChatCompletionResponse answer =
                simulator.answer(withTools(limited("say", maxTokens), ToolChoice.Mode.AUTO, null, say));

        assertThat(answer.completionMessage().stopReason()).isEqualTo(reason);
        assertThat(answer.completionMessage().toolCalls()).hasSize(cost > 0 ? 1 : 0);
        assertThat(Usage.of(answer.metrics())).isEqualTo(new Usage(1, cost));
    }

    @Test
    void twoCallsOfAConversationHaveDifferentIds() throws Exception {
        var first = chat("get_weather");
        var second = chat(
                user("get_weather"), new Message.ToolResponse("1", InterleavedContent.of("rain")), user("get_weather"));

        assertThat(call(auto(first)).callId()).isNotEqualTo(call(auto(second)).callId());
        assertThat(call(auto(first))).isEqualTo(call(auto(first)));
    }

    @Test
    void aToolWithoutASchemaIsCalledByLlamaStacksParameters() throws Exception {
        Map<String, ToolParamDefinition> parameters = new LinkedHashMap<>();
        parameters.put("query", new ToolParamDefinition("str", null, true, null));
        parameters.put("most", new ToolParamDefinition("int", null, true, 5));
        parameters.put("share", new ToolParamDefinition("float", null, true, null));
        parameters.put("deep", new ToolParamDefinition("bool", null, true, null));
        parameters.put("sites", new ToolParamDefinition("list[str]", null, true, null));
        parameters.put("more", new ToolParamDefinition("dict", null, true, null));
        parameters.put("odd", new ToolParamDefinition("Optional[Thing]", null, true, null));
        parameters.put("number", new ToolParamDefinition("integer", null, true, null));
        parameters.put("left_out", new ToolParamDefinition("string", null, false, null));
        ToolDefinition search = new ToolDefinition(ToolName.spelled("brave_search"), null, parameters);

        ToolCall call = call(withTools(chat("brave_search"), ToolChoice.Mode.AUTO, null, search));

        assertThat(call.toolName()).isEqualTo(ToolName.spelled("brave_search"));
        assertThat(call.argumentsJson())
                .isEqualTo("{\"query\":\"text\",\"most\":5,\"share\":1.5,\"deep\":true,\"sites\":[],\"more\":{},"
                        + "\"odd\":\"text\",\"number\":1}");
    }

    private static ChatCompletionRequest auto(ChatCompletionRequest request) {
        return withTools(request, ToolChoice.Mode.AUTO, null, WEATHER, TIME);
    }

    private String called(ChatCompletionRequest request) throws Exception {
        return call(request).toolName().value();
    }

    private ToolCall call(ChatCompletionRequest request) throws Exception {
        return simulator.answer(request).completionMessage().toolCalls().getFirst();
    }

    private String answer(ChatCompletionRequest request) throws Exception {
        Message.Assistant message = simulator.answer(request).completionMessage();
        assertThat(message.toolCalls()).isEmpty();
        return message.content().asText();
    }
}
