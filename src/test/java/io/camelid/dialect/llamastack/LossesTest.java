package io.camelid.dialect.llamastack;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.dialect.WireRequest;
import io.camelid.llama.CacheMark;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossesTest {

    private static List<String> losses(ChatCompletionRequest request) {
        WireRequest wire = new LlamaStackDialect().encode(request);
        return wire.notCarried();
    }

    @Test
    void aRequestOfItsOwnLosesNothing() {
        assertThat(losses(ChatCompletionRequest.of(
                        "m", List.of(new Message.User(InterleavedContent.of("Hi"), InterleavedContent.of("context"))))))
                .isEmpty();
    }

    @Test
    void everyExtensionIsReportedByItsOpenAiName() {
        RequestExtensions all = new RequestExtensions(1L, 0.5, -0.5, Map.of("7", 1.0), "ada", false, "low");

        assertThat(losses(request(List.of(), List.of(), null, all)))
                .containsExactly(
                        "seed",
                        "frequency_penalty",
                        "presence_penalty",
                        "logit_bias",
                        "user",
                        "parallel_tool_calls",
                        "reasoning_effort");
    }

    @Test
    void whatAsksForWhatHappensAnywayIsNoLoss() {
        RequestExtensions neutral = new RequestExtensions(null, 0.0, 0.0, Map.of(), null, true, null);

        assertThat(losses(request(List.of(), List.of(), null, neutral))).isEmpty();
    }

    @Test
    void whatMessagesCarryBesideTheirWordsIsReported() {
        ContentItem marked = new ContentItem.Text("Hi", new CacheMark(null));
        ToolCall signed =
                new ToolCall("c1", ToolName.function("f"), new ToolArguments.Named(Map.of()), null, "signature");

        assertThat(losses(request(
                        List.of(
                                new Message.System(new InterleavedContent.Items(List.of(marked))),
                                new Message.Assistant(
                                        InterleavedContent.EMPTY,
                                        StopReason.END_OF_TURN,
                                        List.of(signed),
                                        List.of(new Reasoning.Text("hm", null))),
                                new Message.ToolResponse("c1", InterleavedContent.of("no"), true)),
                        List.of(),
                        null,
                        RequestExtensions.NONE)))
                .containsExactly(
                        "messages[0].content[0].cache_control",
                        "messages[1].reasoning_content",
                        "messages[1].tool_calls[0].extra_content",
                        "messages[2].is_error");
    }

    @Test
    void whatOfASchemaIsMoreThanItsOutlineIsReported() {
        ToolDefinition tool = new ToolDefinition(
                ToolName.function("f"),
                null,
                Map.of(),
                Map.of(
                        "type", "object",
                        "required", List.of("a", "zz"),
                        "properties",
                                Map.of(
                                        "a",
                                        Map.of("type", List.of("string", "null"), "description", "d", "default", "x"),
                                        "q",
                                        true)),
                false,
                null);

        assertThat(losses(request(List.of(), List.of(tool), null, RequestExtensions.NONE)))
                .containsExactlyInAnyOrder(
                        "tools[0].parameters.required",
                        "tools[0].parameters.properties.a.type",
                        "tools[0].parameters.properties.q");
    }

    @Test
    void whatElseIsSaidOfASchemaIsReportedButForItsLabel() {
        assertThat(losses(request(
                        List.of(),
                        List.of(),
                        new ResponseFormat.JsonSchema(Map.of("type", "object"), "name", "what for", true),
                        RequestExtensions.NONE)))
                .containsExactly("response_format.json_schema.description", "response_format.json_schema.strict");
        assertThat(losses(request(
                        List.of(),
                        List.of(),
                        new ResponseFormat.JsonSchema(Map.of("type", "object"), "name", null, false),
                        RequestExtensions.NONE)))
                .isEmpty();
    }

    private static ChatCompletionRequest request(
            List<Message> messages,
            List<ToolDefinition> tools,
            @org.jspecify.annotations.Nullable ResponseFormat format,
            RequestExtensions extensions) {
        return new ChatCompletionRequest(
                "m", messages, SamplingParams.DEFAULT, tools, ToolConfig.DEFAULT, format, false, null, extensions);
    }

    @Test
    void aFunctionThatTheServerTakesForItsOwnIsReported() {
        ToolName own = ToolName.function("brave_search");
        ToolName builtin = ToolName.spelled("brave_search");

        assertThat(losses(request(
                        List.of(called(own), called(builtin)),
                        List.of(
                                new ToolDefinition(ToolName.function("f"), null, Map.of()),
                                new ToolDefinition(own, "in our shop", Map.of()),
                                new ToolDefinition(builtin, null, Map.of())),
                        null,
                        RequestExtensions.NONE)))
                .containsExactly("messages[0].tool_calls[0].tool_name", "tools[1].tool_name");
    }

    private static Message called(ToolName name) {
        return new Message.Assistant(
                InterleavedContent.EMPTY,
                StopReason.END_OF_MESSAGE,
                List.of(new ToolCall("c", name, new ToolArguments.Named(Map.of("query", "x")), null)));
    }
}
