package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.dialect.ProviderErrors;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
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
 * error or something else. Lossy: which stop sequence ended it, citations, and blocks of tools that run at the provider,
 * which nobody here asks for.
 */
final class ResponseDecoder {

    private final StringBuilder text = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<Reasoning> reasoning = new ArrayList<>();
    private final @Nullable String answerTool;

    private ResponseDecoder(ChatCompletionRequest request) {
        this.answerTool = AnswerTool.name(request);
    }

    static ChatCompletionResponse decode(byte[] body, int length, ChatCompletionRequest request) {
        JsonNode document = ProviderErrors.parse(body, 0, length);
        if (document == null) {
            throw ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's answer is not JSON.");
        }
        if (ErrorDecoder.isError(document)) {
            throw ErrorDecoder.decode(document);
        }
        return new ResponseDecoder(request).decode(Fields.ofAnswer(document));
    }

    private ChatCompletionResponse decode(Fields in) {
        if (!in.has("content")) {
            throw in.wrong("content", "is missing.");
        }
        in.objects("content").forEach(this::block);
        UsageDecoder usage = new UsageDecoder();
        usage.add(in.object("usage"));
        Message.Assistant said = new Message.Assistant(
                InterleavedContent.of(text.toString()),
                FinishReasons.decode(in.requiredText("stop_reason"), !calls.isEmpty()),
                calls,
                reasoning);
        return new ChatCompletionResponse(said, List.of(), usage.metrics());
    }

    private void block(Fields block) {
        switch (block.requiredText("type")) {
            case "text" -> text.append(block.requiredText("text"));
            case "thinking" -> reasoning.add(new Reasoning.Text(block.requiredText("thinking"), signature(block)));
            case "redacted_thinking" -> reasoning.add(new Reasoning.Redacted(block.requiredText("data")));
            case "tool_use" -> call(block);
            default -> {}
        }
    }

    private void call(Fields block) {
        if (block.requiredText("name").equals(answerTool)) {
            text.append(ToolCallDecoder.input(block));
        } else {
            calls.add(ToolCallDecoder.decode(block, ToolCallDecoder.input(block)));
        }
    }

    private static @Nullable String signature(Fields block) {
        String signature = block.text("signature");
        return signature == null || signature.isEmpty() ? null : signature;
    }
}
