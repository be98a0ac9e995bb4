package io.camelid.dialect.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.llama.BuiltinTool;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssistantTextTest {

    private static final String SEARCH = "[brave_search(q=\"tides\", count=3)]";

    @Test
    void aCallersOwnFunctionKeepsItsArgumentsWhateverItsName() {
        ToolDefinition own = new ToolDefinition(ToolName.function("brave_search"), null, Map.of());

        ToolCall call = only(SEARCH, List.of(own));

        assertThat(call.toolName()).isEqualTo(ToolName.function("brave_search"));
        assertThat(call.arguments()).isEqualTo(new ToolArguments.Named(Map.of("q", "tides", "count", 3)));
    }

    @Test
    void aBuiltinKnowsOneArgument() {
        ToolCall call = only(SEARCH, List.of());

        assertThat(call.toolName()).isEqualTo(new ToolName.Builtin(BuiltinTool.BRAVE_SEARCH));
        assertThat(call.arguments()).isEqualTo(new ToolArguments.Named(Map.of("query", "tides")));
        assertThat(call.argumentsJson()).isEqualTo("{\"query\":\"tides\"}");
    }

    @Test
    void theMarkerIsTheModelsOwnWordOnWhyItStopped() {
        assertThat(AssistantText.decode("x<|eom_id|>", StopReason.OUT_OF_TOKENS, List.of()))
                .isEqualTo(new AssistantText("x", StopReason.END_OF_MESSAGE, List.of()));
    }

    @Test
    void everyCallHasAnIdOfItsOwn() {
        List<ToolCall> calls =
                AssistantText.decode("[f(), f()]", null, List.of()).toolCalls();

        assertThat(calls).extracting(ToolCall::callId).doesNotHaveDuplicates().hasSize(2);
    }

    private static ToolCall only(String text, List<ToolDefinition> tools) {
        List<ToolCall> calls = AssistantText.decode(text, null, tools).toolCalls();
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }
}
