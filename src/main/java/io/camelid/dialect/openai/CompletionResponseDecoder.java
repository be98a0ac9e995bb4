package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
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

    public static CompletionResponse decode(JsonNode body) {
        Fields answer = Answers.open(body);
        Fields choice = Answers.choice(answer);
        String text = AnswerText.of(choice);
        Markers.Stripped stripped = Markers.strip(text);
        StopReason told = FinishReasons.decodeFinal(choice.text("finish_reason"));
        return new CompletionResponse(
                stripped.text(),
                stripped.reason() == null ? told : stripped.reason(),
                LogprobsDecoder.orEmpty(choice, text),
                UsageDecoder.decode(answer));
    }
}
