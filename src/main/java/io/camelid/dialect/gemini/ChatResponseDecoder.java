package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.ProviderErrors;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the answer of {@code generateContent}. A prompt that was blocked is an answer without content.
 *
 * <p>Source: Gemini API v1beta, {@code GenerateContentResponse}. Throws: {@link ProviderException} where it is an error,
 * not of this format, or gives neither a candidate nor a reason for there being none.
 */
final class ChatResponseDecoder {

    private ChatResponseDecoder() {}

    static ChatCompletionResponse decode(byte[] body, int length, AnswerLosses losses) {
        JsonNode json = ProviderErrors.parse(body, 0, length);
        if (json == null) {
            throw ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's answer is not JSON.");
        }
        AnswerDecoder answer = new AnswerDecoder(false, losses);
        AnswerDecoder.Piece piece = answer.decode(json);
        StopReason reason = answer.reason();
        if (reason == null) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's answer does not say why it ended.");
        }
        return new ChatCompletionResponse(message(piece.deltas(), reason), piece.logprobs(), answer.metrics());
    }

    private static Message.Assistant message(List<ContentDelta> deltas, StopReason reason) {
        List<ContentItem> content = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        List<Reasoning> reasoning = new ArrayList<>();
        for (ContentDelta delta : deltas) {
            switch (delta) {
                case ContentDelta.Text(var text) -> content.add(new ContentItem.Text(text));
                case ContentDelta.Image(var base64) -> content.add(new ContentItem.Image(new ImageSource.Data(base64)));
                case ContentDelta.ReasoningText(var text, var signature) ->
                    reasoning.add(new Reasoning.Text(text, signature));
                case ContentDelta.ToolCallSucceeded(var call) -> calls.add(call);
                case ContentDelta.ReasoningRedacted(var data) -> reasoning.add(new Reasoning.Redacted(data));
                case ContentDelta.ToolCallStarted() -> throw incomplete();
                case ContentDelta.ToolCallInProgress(var text, var part) -> throw incomplete();
                case ContentDelta.ToolCallFailed(var text) -> throw incomplete();
            }
        }
        return new Message.Assistant(content(content), reason, calls, reasoning);
    }

    /** Parts of a text are one text; only an image makes a list of it. */
    private static InterleavedContent content(List<ContentItem> items) {
        InterleavedContent list = new InterleavedContent.Items(items);
        return list.hasMedia() ? list : InterleavedContent.of(list.asText(""));
    }

    private static IllegalStateException incomplete() {
        return new IllegalStateException("parts are whole");
    }
}
