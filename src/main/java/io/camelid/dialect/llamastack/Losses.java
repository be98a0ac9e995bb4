package io.camelid.dialect.llamastack;

import io.camelid.dialect.CacheMarks;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.Message;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a canonical request Llama Stack's format has no place for: the extensions, by the names OpenAI gives them. Single
 * use. A schema's name is a label that nobody reads; its strictness is a promise that some of a server's own providers break.
 */
final class Losses {

    private final List<String> paths = new ArrayList<>();

    private Losses() {}

    static List<String> of(ChatCompletionRequest request) {
        Losses losses = new Losses();
        for (int i = 0; i < request.messages().size(); i++) {
            losses.message("messages[" + i + "]", request.messages().get(i));
        }
        for (int i = 0; i < request.tools().size(); i++) {
            losses.tool("tools[" + i + "]", request.tools().get(i));
        }
        losses.sampling(request.samplingParams());
        losses.common(request.responseFormat(), request.extensions());
        return losses.paths;
    }

    static List<String> of(CompletionRequest request) {
        Losses losses = new Losses();
        losses.paths.addAll(CacheMarks.of("content", request.content()));
        losses.sampling(request.samplingParams());
        losses.common(request.responseFormat(), request.extensions());
        return losses.paths;
    }

    private void message(String path, Message message) {
        paths.addAll(CacheMarks.of(path + ".content", message.content()));
        switch (message) {
            case Message.System(var content) -> {}
            case Message.User(var content, var context) -> {}
            case Message.Assistant(var content, var reason, var calls, var reasoning) -> {
                lost(!reasoning.isEmpty(), path + ".reasoning_content");
                for (int i = 0; i < calls.size(); i++) {
                    call(path + ".tool_calls[" + i + "]", calls.get(i));
                }
            }
            case Message.ToolResponse(var callId, var content, var error) -> lost(error, path + ".is_error");
        }
    }

    private void call(String path, ToolCall call) {
        lost(isTakenForBuiltin(call.toolName()), path + ".tool_name");
        lost(call.signature() != null, path + ".extra_content");
    }

    private void tool(String path, ToolDefinition tool) {
        lost(isTakenForBuiltin(tool.toolName()), path + ".tool_name");
        lost(Boolean.TRUE.equals(tool.strict()), path + ".strict");
        lost(tool.cache() != null, path + ".cache_control");
        if (tool.schema() != null) {
            paths.addAll(SchemaLosses.of(tool.schema(), path + ".parameters"));
        }
    }

    private void sampling(SamplingParams params) {
        lost(
                params.strategy() instanceof SamplingStrategy.TopP(var temperature, var topP, var topK) && topK != null,
                "sampling_params.strategy.top_k");
    }

    private void common(@Nullable ResponseFormat format, RequestExtensions extensions) {
        if (format instanceof ResponseFormat.JsonSchema(var schema, var name, var description, var strict)) {
            lost(description != null, "response_format.json_schema.description");
            lost(Boolean.TRUE.equals(strict), "response_format.json_schema.strict");
        }
        lost(extensions.seed() != null, "seed");
        paths.addAll(extensions.penalties());
        lost(!extensions.logitBias().isEmpty(), "logit_bias");
        lost(extensions.user() != null, "user");
        lost(Boolean.FALSE.equals(extensions.parallelToolCalls()), "parallel_tool_calls");
        lost(extensions.reasoningEffort() != null, "reasoning_effort");
    }

    /** A server takes a builtin's name for the builtin: the caller's description and parameters say nothing there. */
    private static boolean isTakenForBuiltin(ToolName name) {
        return !name.equals(ToolName.spelled(name.value()));
    }

    private void lost(boolean lost, String path) {
        if (lost) {
            paths.add(path);
        }
    }
}
