package io.camelid.dialect.prompt;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SystemMessageBehavior;
import io.camelid.llama.ToolDefinition;
import io.camelid.llama.ToolPromptFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request with tools and a response format into messages that say it all in words, for a model without native
 * tools.
 *
 * <p>Source: Llama Stack, {@code chat_completion_request_to_messages}; the wording is our own. Throws:
 * {@link RequestException} for a tool prompt format the model was not taught, and for a grammar.
 */
public final class PromptMessages {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd MMMM yyyy", Locale.ENGLISH);
    private static final String PLACEHOLDER = "{{ function_description }}";

    private PromptMessages() {}

    /**
     * The messages as they are where the model is no Llama: its tools must go natively.
     *
     * @param model the Llama model's descriptor or repository
     * @param today told to models that were taught to be told
     */
    public static List<Message> encode(ChatCompletionRequest request, String model, LocalDate today) {
        LlamaModel llama = LlamaModel.of(model);
        if (llama == null) {
            return request.messages();
        }
        List<Message> rest = new ArrayList<>(request.messages());
        String system = takeSystem(rest);
        List<Message> messages = new ArrayList<>();
        switch (llama) {
            case LLAMA_3_1 -> likeFirst(messages, request, format(request, llama), system, today);
            case LLAMA_3_2, LLAMA_4 -> {
                format(request, llama);
                addSystem(messages, likeSecond(request, system));
            }
            case GUARD -> addSystem(messages, system == null ? "" : system);
        }
        messages.addAll(rest);
        String wanted = wanted(request.responseFormat());
        if (wanted != null) {
            messages.add(new Message.User(InterleavedContent.of(wanted)));
        }
        return messages;
    }

    /** The system messages in front, as one; null where there are none. */
    private static @Nullable String takeSystem(List<Message> messages) {
        List<String> texts = new ArrayList<>();
        while (!messages.isEmpty() && messages.get(0) instanceof Message.System(var content)) {
            texts.add(content.asText());
            messages.remove(0);
        }
        return texts.isEmpty() ? null : String.join("\n", texts);
    }

    static ToolPromptFormat format(ChatCompletionRequest request, LlamaModel model) {
        ToolPromptFormat asked = request.toolConfig().toolPromptFormat();
        if (asked == null) {
            return model.toolPromptFormat();
        }
        if (!model.writes(asked)) {
            throw RequestException.invalid(
                    "'tool_config.tool_prompt_format' must be one that the model was taught; leave it out for its own.",
                    "tool_config.tool_prompt_format");
        }
        return asked;
    }

    private static void likeFirst(
            List<Message> messages,
            ChatCompletionRequest request,
            ToolPromptFormat format,
            @Nullable String system,
            LocalDate today) {
        String dates = "Cutting Knowledge Date: December 2023\nToday Date: " + DATE.format(today) + "\n";
        addSystem(
                messages,
                joined(
                        ToolTexts.environment(request.tools()) + dates,
                        system == null ? "" : system,
                        ToolTexts.demand(request.toolConfig().toolChoice())));
        List<ToolDefinition> custom = ToolTexts.custom(request.tools());
        if (!custom.isEmpty()) {
            messages.add(new Message.User(InterleavedContent.of(ToolTexts.asMessage(custom, format))));
        }
    }

    private static String likeSecond(ChatCompletionRequest request, @Nullable String system) {
        List<ToolDefinition> custom = ToolTexts.custom(request.tools());
        boolean builtins = custom.size() < request.tools().size();
        String own = system == null ? "" : system;
        boolean replaces = system != null
                && request.toolConfig().systemMessageBehavior() == SystemMessageBehavior.REPLACE
                && !custom.isEmpty();
        // the placeholder only: a caller's text is no template to be run
        String instruction = replaces
                ? own.replace(PLACEHOLDER, ToolTexts.list(custom))
                : custom.isEmpty() ? "" : ToolTexts.asInstruction(custom);
        return joined(
                builtins ? ToolTexts.environment(request.tools()) : "",
                instruction,
                replaces ? "" : own,
                ToolTexts.demand(request.toolConfig().toolChoice()));
    }

    private static @Nullable String wanted(@Nullable ResponseFormat format) {
        return switch (format) {
            case null -> null;
            case ResponseFormat.JsonSchema(var schema, var name, var description, var strict) ->
                "Answer in JSON only, that fits this schema: " + SpacedJson.write(schema);
            case ResponseFormat.JsonObject() -> "Answer in JSON only, with one object.";
            case ResponseFormat.Grammar(var bnf) ->
                throw RequestException.of(
                        ErrorKind.UNSUPPORTED,
                        "'response_format.type' can't be 'grammar' for this model; 'json_schema' can.",
                        "response_format.type");
        };
    }

    private static void addSystem(List<Message> messages, String text) {
        if (!text.isEmpty()) {
            messages.add(new Message.System(InterleavedContent.of(text)));
        }
    }

    private static String joined(String... parts) {
        return Stream.of(parts).map(String::strip).filter(it -> !it.isEmpty()).collect(Collectors.joining("\n\n"));
    }
}
