package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.dialect.ProviderErrors;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole answer. Single use. Source: Anthropic, {@code Message}. Throws: {@link ProviderException} where it is an
 * error or something else. Lossy: where thoughts stood among the rest, which stop sequence ended it, citations, and blocks of
 * tools that run at the provider, which nobody here asks for; told.
 */
final class ChatResponseDecoder {

    private final StringBuilder text = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<Reasoning> reasoning = new ArrayList<>();
    private final @Nullable String answerTool;
    private final AnswerLosses losses;

    private ChatResponseDecoder(@Nullable String answerTool, AnswerLosses losses) {
        this.answerTool = answerTool;
        this.losses = losses;
    }

    /** @param answerTool the {@link AnswerTool} of the request; null where it has none */
    static ChatCompletionResponse decode(byte[] body, int length, @Nullable String answerTool, AnswerLosses losses) {
        JsonNode document = ProviderErrors.parse(body, 0, length);
        if (document == null) {
            throw ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's answer is not JSON.");
        }
        if (ErrorDecoder.isError(document)) {
            throw ErrorDecoder.decode(document);
        }
        return new ChatResponseDecoder(answerTool, losses).decode(Fields.ofAnswer(document));
    }

    private ChatCompletionResponse decode(Fields in) {
        if (!in.has("content")) {
            throw in.wrong("content", "is missing.");
        }
        in.objects("content").forEach(this::block);
        UsageDecoder usage = new UsageDecoder(losses);
        usage.add(in);
        String reason = in.requiredText("stop_reason");
        FinishReasons.lose(reason, in, losses);
        losses.unread(in, AnswerTrivia.ANSWER);
        Message.Assistant said = new Message.Assistant(
                InterleavedContent.of(text.toString()),
                FinishReasons.decode(reason, !calls.isEmpty()),
                calls,
                reasoning);
        return new ChatCompletionResponse(said, List.of(), usage.metrics());
    }

    private void block(Fields block) {
        switch (block.requiredText("type")) {
            case "text" -> text.append(block.requiredText("text"));
            case "thinking" ->
                thought(block, "thinking", new Reasoning.Text(block.requiredText("thinking"), signature(block)));
            case "redacted_thinking" -> thought(block, "data", new Reasoning.Redacted(block.requiredText("data")));
            case "tool_use" -> call(block);
            default -> block.passOver();
        }
    }

    /** Thoughts come before all else in a canonical message; the place of one that did not is lost. */
    private void thought(Fields block, String field, Reasoning thought) {
        block.leave(!text.isEmpty() || !calls.isEmpty(), "type");
        losses.place(AnswerPart.REASONING, block, field);
        reasoning.add(thought);
    }

    private void call(Fields block) {
        if (block.requiredText("name").equals(answerTool)) {
            block.text("id"); // of a call that nobody sees
            text.append(ToolCallDecoder.input(block));
        } else {
            if (!calls.isEmpty()) {
                losses.place(AnswerPart.CALL, block, "input");
            }
            calls.add(ToolCallDecoder.decode(block, ToolCallDecoder.input(block)));
        }
    }

    private static @Nullable String signature(Fields block) {
        String signature = block.text("signature");
        return signature == null || signature.isEmpty() ? null : signature;
    }
}
