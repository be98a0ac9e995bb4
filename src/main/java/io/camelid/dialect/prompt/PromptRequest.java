package io.camelid.dialect.prompt;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolPromptFormat;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A chat that is to be told in words, once it is clear that it can be: nobody's tools are left out in silence.
 *
 * @param chat the chat; without tools where the model must not call any
 */
record PromptRequest(ChatCompletionRequest chat, LlamaModel model) {

    /**
     * A chat for a model by the name of the Llama that it is.
     *
     * @throws RequestException nobody knows which Llama it is, or it takes no tools, or must call one that is not there
     */
    static PromptRequest of(ChatCompletionRequest request, String name) {
        LlamaModel model = LlamaModel.of(name);
        if (model == null) {
            throw unsupported(
                    "Nobody knows which Llama model '%s' is, and so how to write its prompt; the operator can say it in the "
                                    .formatted(name)
                            + "model's metadata.llama_model, like Llama3.1-8B-Instruct.",
                    "model");
        }
        PromptRequest asked = new PromptRequest(withoutUnused(request), model);
        asked.refuseWrongTools();
        return asked;
    }

    private static ChatCompletionRequest withoutUnused(ChatCompletionRequest request) {
        boolean none = request.toolConfig().toolChoice() == ToolChoice.Mode.NONE;
        return new ChatCompletionRequest(
                request.model(),
                request.messages(),
                request.samplingParams(),
                none ? List.of() : request.tools(),
                none ? ToolConfig.DEFAULT : request.toolConfig(),
                request.responseFormat(),
                request.stream(),
                request.logprobs(),
                request.extensions());
    }

    private void refuseWrongTools() {
        if (model == LlamaModel.GUARD && !chat.tools().isEmpty()) {
            throw unsupported("'tools' can't be offered to this model, which judges and calls nothing.", "tools");
        }
        boolean there =
                switch (chat.toolConfig().toolChoice()) {
                    case ToolChoice.Mode.AUTO, ToolChoice.Mode.NONE -> true;
                    case ToolChoice.Mode.REQUIRED -> !chat.tools().isEmpty();
                    case ToolChoice.Named(var name) ->
                        chat.tools().stream()
                                .map(ToolDefinition::toolName)
                                .anyMatch(tool -> tool.value().equals(name));
                };
        if (!there) {
            throw RequestException.invalid("'tool_choice' asks for a tool that is not among 'tools'.", "tool_choice");
        }
    }

    /** @param mayHave whether a message may have images and files where it is put */
    void refuseMedia(Predicate<Message> mayHave) {
        for (int i = 0; i < chat.messages().size(); i++) {
            Message message = chat.messages().get(i);
            if (mayHave.test(message)) {
                continue;
            }
            refuseMedia(message.content(), "messages[" + i + "].content");
            if (message instanceof Message.User user && user.context() != null) {
                refuseMedia(user.context(), "messages[" + i + "].context");
            }
        }
    }

    private static void refuseMedia(InterleavedContent content, String path) {
        if (content.hasMedia()) {
            throw unsupported(
                    "'%s' must be text: this model's prompt has no place for images and files.".formatted(path), path);
        }
    }

    ToolPromptFormat format() {
        return PromptMessages.format(chat, model);
    }

    /** Those that say nothing about tools. */
    RequestExtensions extensions(@Nullable String reasoningEffort) {
        RequestExtensions given = chat.extensions();
        return new RequestExtensions(
                given.seed(),
                given.frequencyPenalty(),
                given.presencePenalty(),
                given.logitBias(),
                given.user(),
                null,
                reasoningEffort);
    }

    private static RequestException unsupported(String message, String param) {
        return RequestException.of(ErrorKind.UNSUPPORTED, message, param);
    }
}
