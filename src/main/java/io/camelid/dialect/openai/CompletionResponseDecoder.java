package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.dialect.prompt.Markers;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.StopReason;

/**
 * Reads a completion. Source: OpenAI, {@code CreateCompletionResponse}. Throws:
 * {@link io.camelid.error.ProviderException} where there is no choice. Lossy: choices after the first.
 */
public final class CompletionResponseDecoder {

    private CompletionResponseDecoder() {}

    /** For one who does not ask what was lost. */
    public static CompletionResponse decode(JsonNode body) {
        return decode(body, new AnswerLosses());
    }

    static CompletionResponse decode(JsonNode body, AnswerLosses losses) {
        Fields answer = Answers.open(body);
        Fields choice = Answers.choice(answer);
        String text = AnswerText.of(choice);
        losses.place(AnswerPart.TEXT_BESIDE_CALL, choice, "text");
        Markers.Stripped stripped = Markers.strip(text);
        StopReason told = FinishReasons.readFinal(choice, losses);
        CompletionResponse read = new CompletionResponse(
                stripped.text(),
                stripped.reason() == null ? told : stripped.reason(),
                LogprobsDecoder.orEmpty(choice, text),
                UsageDecoder.decode(answer));
        losses.unread(answer, AnswerTrivia.ANSWER);
        return read;
    }
}
