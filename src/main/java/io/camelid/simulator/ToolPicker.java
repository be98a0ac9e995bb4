package io.camelid.simulator;

import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.Message;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides whether the simulator calls a tool, and which. */
final class ToolPicker {

    private ToolPicker() {}

    /**
     * The tool to call: the one that must be, else the first one the last user message names, unless a tool has just
     * answered.
     *
     * @throws RequestException the tool that must be called is not there
     */
    static Optional<ToolDefinition> pick(ChatCompletionRequest request) {
        List<ToolDefinition> tools = request.tools();
        return switch (request.toolConfig().toolChoice()) {
            case ToolChoice.Named(var name) -> Optional.of(named(name, tools));
            case ToolChoice.Mode.REQUIRED -> tools.stream().findFirst();
            case ToolChoice.Mode.NONE -> Optional.empty();
            case ToolChoice.Mode.AUTO -> mentioned(request.messages(), tools);
        };
    }

    private static ToolDefinition named(String name, List<ToolDefinition> tools) {
        return tools.stream()
                .filter(it -> it.toolName().value().equals(name))
                .findFirst()
                .orElseThrow(() -> RequestException.invalid(
                        "The tool '%s' of tool_choice is not one of the tools: %s."
                                .formatted(
                                        name,
                                        tools.stream()
                                                .map(it -> it.toolName().value())
                                                .toList()),
                        "tool_choice"));
    }

    private static Optional<ToolDefinition> mentioned(List<Message> messages, List<ToolDefinition> tools) {
        if (!messages.isEmpty() && messages.getLast() instanceof Message.ToolResponse) {
            return Optional.empty();
        }
        String text = Conversations.lastUserText(messages);
        return tools.stream()
                .filter(it -> holdsWord(text, it.toolName().value()))
                .findFirst();
    }

    /** A tool's name may hold hyphens and dots, so they are letters here, but for the dot that ends a sentence. */
    private static boolean holdsWord(String text, String word) {
        return Pattern.compile(
                        "(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-]|\\.\\w)", Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(text)
                .find();
    }
}
