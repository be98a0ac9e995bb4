package io.camelid.dialect.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import io.camelid.llama.SystemMessageBehavior;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolPromptFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTest {

    private static final LocalDate TODAY = LocalDate.of(2025, 4, 11);
    private static final String LLAMA_3_1 = "Llama3.1-8B-Instruct";
    private static final String LLAMA_3_3 = "Llama3.3-70B-Instruct";
    private static final ToolDefinition TOOL = new ToolDefinition(ToolName.function("weather"), null, Map.of());
    private static final Message HI = new Message.User(InterleavedContent.of("hi"));

    @Test
    void aConversationIsOneText() {
        ChatCompletionRequest request = ChatCompletionRequest.of(
                "m",
                List.of(
                        new Message.User(InterleavedContent.of("rain?"), InterleavedContent.of("from notes")),
                        new Message.Assistant(
                                InterleavedContent.EMPTY,
                                StopReason.END_OF_MESSAGE,
                                List.of(
                                        ToolCall.of("1", "f", Map.of("a", "x\ny")),
                                        ToolCall.of("2", "g", Map.of("deep", Map.of("b", List.of(true)))))),
                        new Message.ToolResponse("1", InterleavedContent.of("wet"))));

        assertThat(PromptEncoder.encode(request, LLAMA_3_3, TODAY))
                .isEqualTo("<|begin_of_text|>"
                        + "<|start_header_id|>user<|end_header_id|>\n\nrain?\n\nfrom notes<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n"
                        + "[f(a=\"x\\ny\"), g(deep={\"b\": [True]})]<|eom_id|>"
                        + "<|start_header_id|>ipython<|end_header_id|>\n\nwet<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n");
    }

    @Test
    void onlyThePlaceholderOfACallersInstructionIsFilled() {
        Message system = new Message.System(InterleavedContent.of("{{ 7 * 7 }} {{ function_description }}"));
        ToolConfig replace = new ToolConfig(ToolChoice.Mode.AUTO, null, SystemMessageBehavior.REPLACE);

        String text =
                encode(LLAMA_3_3, replace, null, system, HI).get(0).content().asText();

        assertThat(text).startsWith("{{ 7 * 7 }} ").contains("weather").doesNotContain("function_description");
    }

    @Test
    void aNamedToolIsDemanded() {
        String text = encode(LLAMA_3_3, ToolConfig.of(new ToolChoice.Named("weather")), null, HI)
                .get(0)
                .content()
                .asText();

        assertThat(text).endsWith("You must use the function weather to answer.");
    }

    @Test
    void aFormatTheModelWasNotTaughtIsRefused() {
        ToolConfig python =
                new ToolConfig(ToolChoice.Mode.AUTO, ToolPromptFormat.PYTHON_LIST, SystemMessageBehavior.APPEND);

        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> encode(LLAMA_3_1, python, null, HI))
                .satisfies(e -> assertThat(e.param()).isEqualTo("tool_config.tool_prompt_format"));
    }

    @Test
    void aGrammarIsRefusedAndASchemaAskedFor() {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> encode(LLAMA_3_1, ToolConfig.DEFAULT, new ResponseFormat.Grammar(Map.of()), HI))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED));

        List<Message> messages =
                encode(LLAMA_3_1, ToolConfig.DEFAULT, new ResponseFormat.JsonSchema(Map.of("type", "object")), HI);
        assertThat(messages.get(messages.size() - 1).content().asText()).contains("{\"type\": \"object\"}");
    }

    @Test
    void anotherModelsMessagesAreLeftAlone() {
        assertThat(encode("mistral-7b", ToolConfig.DEFAULT, null, HI)).containsExactly(HI);
    }

    @ParameterizedTest(name = "{0} writes {1}")
    @CsvSource({
        "meta-llama/Llama-3.1-405B-Instruct, JSON",
        "Llama3.2-90B-Vision-Instruct, JSON",
        "Llama3.2-1B-Instruct, PYTHON_LIST",
        "Llama3.2-3B-Instruct:int4-qlora-eo8, PYTHON_LIST",
        "meta-llama/Llama-4-Maverick-17B-128E-Instruct, PYTHON_LIST",
        "Llama-Guard-3-1B, JSON",
        "llama3.3-70b-instruct, JSON",
    })
    void everyModelHasItsOwnFormat(String model, ToolPromptFormat format) {
        assertThat(LlamaModel.toolPromptFormat(model)).isEqualTo(format);
    }

    private static List<Message> encode(
            String model, ToolConfig config, @Nullable ResponseFormat format, Message... messages) {
        ChatCompletionRequest request = new ChatCompletionRequest(
                "m",
                List.of(messages),
                SamplingParams.DEFAULT,
                List.of(TOOL),
                config,
                format,
                false,
                null,
                RequestExtensions.NONE);
        return PromptMessages.encode(request, model, TODAY);
    }
}
