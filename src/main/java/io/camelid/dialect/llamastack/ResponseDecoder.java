package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.dialect.Trivia;
import io.camelid.dialect.Vectors;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.EmbeddingsResponse;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;

/**
 * Reads whole answers. Source: Llama Stack, {@code ChatCompletionResponse}, {@code CompletionResponse},
 * {@code EmbeddingsResponse}. Throws: {@link io.camelid.error.ProviderException} where the answer is something else.
 */
public final class ResponseDecoder {

    private ResponseDecoder() {}

    /** For one who does not ask what was lost. */
    public static ChatCompletionResponse decodeChat(JsonNode body) {
        return decodeChat(body, new AnswerLosses());
    }

    /** @param losses told what of it has no canonical form */
    public static ChatCompletionResponse decodeChat(JsonNode body, AnswerLosses losses) {
        Fields in = Fields.ofAnswer(body);
        Fields message = in.requiredObject("completion_message");
        ChatCompletionResponse read = new ChatCompletionResponse(
                MessageDecoder.assistant(message), MeasuresDecoder.logprobs(in), MeasuresDecoder.metrics(in, losses));
        place(message, read.completionMessage(), losses);
        losses.unread(in, Trivia.NONE);
        return read;
    }

    private static void place(Fields message, Message.Assistant said, AnswerLosses losses) {
        if (said.content().hasMedia()) {
            losses.place(AnswerPart.IMAGE, message, "content");
        }
        if (!said.toolCalls().isEmpty()) {
            losses.place(AnswerPart.CALL, message, "tool_calls");
        }
    }

    /** For one who does not ask what was lost. */
    public static CompletionResponse decodeCompletion(JsonNode body) {
        return decodeCompletion(body, new AnswerLosses());
    }

    static CompletionResponse decodeCompletion(JsonNode body, AnswerLosses losses) {
        Fields in = Fields.ofAnswer(body);
        StopReason reason = Words.readStopReason(in, "stop_reason");
        if (reason == null) {
            throw in.wrong("stop_reason", "is missing.");
        }
        CompletionResponse read = new CompletionResponse(
                in.requiredText("content"), reason, MeasuresDecoder.logprobs(in), MeasuresDecoder.metrics(in, losses));
        losses.unread(in, Trivia.NONE);
        return read;
    }

    static EmbeddingsResponse decodeEmbeddings(JsonNode body, AnswerLosses losses) {
        Fields in = Fields.ofAnswer(body);
        EmbeddingsResponse read =
                new EmbeddingsResponse(Vectors.vectors(in, "embeddings"), MeasuresDecoder.metrics(in, losses));
        losses.unread(in, Trivia.NONE);
        return read;
    }
}
