package io.camelid.dialect.openai;

import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.SystemMessageBehavior;
import io.camelid.llama.ToolConfig;
import java.util.ArrayList;
import java.util.List;

/** What of a canonical chat request OpenAI's format has no place for, as paths of Llama Stack's wire form. */
final class Losses {

    private Losses() {}

    static List<String> of(ChatCompletionRequest request) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < request.messages().size(); i++) {
            // that a turn ended, or waited for its calls, goes without saying
            if (request.messages().get(i) instanceof Message.Assistant said
                    && said.stopReason() == StopReason.OUT_OF_TOKENS) {
                paths.add("messages[" + i + "].stop_reason");
            }
        }
        if (!request.tools().isEmpty()) {
            ToolConfig config = request.toolConfig();
            if (config.toolPromptFormat() != null) {
                paths.add("tool_config.tool_prompt_format");
            }
            if (config.systemMessageBehavior() == SystemMessageBehavior.REPLACE) {
                paths.add("tool_config.system_message_behavior");
            }
        }
        return paths;
    }
}
