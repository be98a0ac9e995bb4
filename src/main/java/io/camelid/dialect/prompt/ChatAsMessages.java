package io.camelid.dialect.prompt;

import io.camelid.dialect.Decoded;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolPromptFormat;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a chat with tools and a response format as one that is nothing but messages, for a server that knows of neither:
 * what the model may call and what it called are words of the conversation. The calls in its answer are found by
 * {@link WrittenCalls}.
 *
 * <p>Source: Llama Stack, {@code chat_completion_request_to_messages}; that a tool's result is a user's message is ours, as
 * such a server need not know the role. Throws: {@link io.camelid.error.RequestException} for what can't be said to the
 * model. Lossy: see {@link PromptLosses}.
 */
public final class ChatAsMessages {

    private final ToolPromptFormat format;
    private final Map<String, String> toolsByCall = new HashMap<>();

    private ChatAsMessages(ToolPromptFormat format) {
        this.format = format;
    }

    /**
     * The request in words, and the paths of what words can't say.
     *
     * @param model the Llama model's descriptor or repository
     * @param today told to models that were taught to be told
     */
    public static Decoded<ChatCompletionRequest> encode(ChatCompletionRequest request, String model, LocalDate today) {
        PromptRequest asked = PromptRequest.of(request, model);
        asked.refuseMedia(Message.User.class::isInstance);
        ChatAsMessages words = new ChatAsMessages(asked.format());
        List<Message> messages = PromptMessages.encode(asked.chat(), model, today).stream()
                .map(words::spoken)
                .toList();
        ChatCompletionRequest written = new ChatCompletionRequest(
                request.model(),
                messages,
                request.samplingParams(),
                List.of(),
                ToolConfig.DEFAULT,
                null,
                request.stream(),
                request.logprobs(),
                asked.extensions(request.extensions().reasoningEffort()));
        return new Decoded<>(written, PromptLosses.ofMessages(asked));
    }

    private Message spoken(Message message) {
        return switch (message) {
            case Message.System(var content) -> new Message.System(plain(content));
            case Message.User(var content, var context) -> new Message.User(plain(content), context);
            case Message.ToolResponse(var callId, var content, var error) ->
                new Message.User(InterleavedContent.of(result(callId, error) + content.asText()));
            case Message.Assistant(var content, var reason, var calls, var reasoning) -> said(content, calls);
        };
    }

    private Message said(InterleavedContent content, List<ToolCall> calls) {
        calls.forEach(call -> toolsByCall.put(call.callId(), call.toolName().value()));
        InterleavedContent text =
                calls.isEmpty() ? plain(content) : InterleavedContent.of(PromptEncoder.said(content, calls, format));
        return new Message.Assistant(text, StopReason.END_OF_TURN, List.of());
    }

    /** A result belongs to its call by the tool's name: there is no place for an id. */
    private String result(String callId, boolean error) {
        String tool = toolsByCall.get(callId);
        return (tool == null ? "The function" : "The function " + tool) + (error ? " failed:\n" : " returned:\n");
    }

    /** Without marks for a cache, which the result's messages are too far from the caller's to keep. */
    private static InterleavedContent plain(InterleavedContent content) {
        return switch (content) {
            case InterleavedContent.Text text -> text;
            case InterleavedContent.Items(var items) ->
                new InterleavedContent.Items(
                        items.stream().map(ChatAsMessages::plain).toList());
        };
    }

    private static ContentItem plain(ContentItem item) {
        return switch (item) {
            case ContentItem.Text(var text, var cache) -> new ContentItem.Text(text);
            case ContentItem.Image(var source, var cache) -> new ContentItem.Image(source);
            case ContentItem.File(var mediaType, var base64, var name, var cache) ->
                new ContentItem.File(mediaType, base64, name, null);
        };
    }
}
