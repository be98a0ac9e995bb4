package io.camelid.dialect.prompt;

import io.camelid.dialect.CacheMarks;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.StopReason;
import io.camelid.llama.SystemMessageBehavior;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a chat words can't say, as paths of the chat's own wire form: the written messages have other numbers. Single use.
 */
final class PromptLosses {

    private final PromptRequest asked;
    private final List<String> paths = new ArrayList<>();

    private PromptLosses(PromptRequest asked) {
        this.asked = asked;
    }

    static List<String> ofMessages(PromptRequest asked) {
        PromptLosses losses = new PromptLosses(asked);
        losses.common();
        return losses.paths;
    }

    /** Beside those: a failed tool's result looks like any other, and nobody thinks longer over a text. */
    static List<String> ofPrompt(PromptRequest asked) {
        PromptLosses losses = new PromptLosses(asked);
        losses.common();
        List<Message> messages = asked.chat().messages();
        for (int i = 0; i < messages.size(); i++) {
            losses.lost(
                    messages.get(i) instanceof Message.ToolResponse result && result.error(),
                    "messages[" + i + "].is_error");
        }
        losses.lost(asked.chat().extensions().reasoningEffort() != null, "reasoning_effort");
        return losses.paths;
    }

    private void common() {
        for (int i = 0; i < asked.chat().messages().size(); i++) {
            message("messages[" + i + "]", asked.chat().messages().get(i));
        }
        for (int i = 0; i < asked.chat().tools().size(); i++) {
            ToolDefinition tool = asked.chat().tools().get(i);
            lost(Boolean.TRUE.equals(tool.strict()), "tools[" + i + "].strict");
            lost(tool.cache() != null, "tools[" + i + "].cache_control");
            // the model knows its builtins by their names
            boolean builtin = tool.toolName() instanceof ToolName.Builtin;
            lost(builtin && tool.description() != null, "tools[" + i + "].description");
            lost(builtin && !tool.parameters().isEmpty(), "tools[" + i + "].parameters");
        }
        boolean replaces = asked.chat().toolConfig().systemMessageBehavior() == SystemMessageBehavior.REPLACE;
        lost(replaces && !asked.model().hasToolsInSystem(), "tool_config.system_message_behavior");
        if (asked.chat().responseFormat() instanceof ResponseFormat.JsonSchema schema) {
            lost(schema.description() != null, "response_format.json_schema.description");
            lost(Boolean.TRUE.equals(schema.strict()), "response_format.json_schema.strict");
        }
        // several calls are what the models were taught anyway
        lost(Boolean.FALSE.equals(asked.chat().extensions().parallelToolCalls()), "parallel_tool_calls");
    }

    private void message(String path, Message message) {
        paths.addAll(CacheMarks.of(path + ".content", message.content()));
        if (message instanceof Message.Assistant(var content, var reason, var calls, var reasoning)) {
            lost(!reasoning.isEmpty(), path + ".reasoning_content");
            lost(reason == StopReason.OUT_OF_TOKENS, path + ".stop_reason");
            for (int i = 0; i < calls.size(); i++) {
                lost(calls.get(i).signature() != null, path + ".tool_calls[" + i + "].extra_content");
                lost(!CallEncoder.writesAllOf(calls.get(i)), path + ".tool_calls[" + i + "].arguments");
            }
        }
    }

    private void lost(boolean lost, String path) {
        if (lost) {
            paths.add(path);
        }
    }
}
