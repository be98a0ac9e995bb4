package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Fields;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.Vectors;
import io.camelid.llama.EmbeddingsResponse;
import io.camelid.llama.Metric;
import io.camelid.llama.Usage;
import java.util.List;

/**
 * Reads the answer of {@code batchEmbedContents}.
 *
 * <p>Source: Gemini API v1beta, {@code BatchEmbedContentsResponse}. Throws: {@link io.camelid.error.ProviderException} where
 * it is an error, or not of this format. Lossy: the counts by modality; told, but for text.
 */
final class EmbeddingsDecoder {

    private EmbeddingsDecoder() {}

    static EmbeddingsResponse decode(byte[] body, int length, AnswerLosses losses) {
        JsonNode json = ProviderErrors.answer(body, length);
        if (json.hasNonNull("error")) {
            throw ErrorDecoder.inBand(json);
        }
        Fields in = Fields.ofAnswer(json);
        List<List<Double>> vectors = in.objects("embeddings").stream()
                .map(it -> Vectors.vector(it, "values"))
                .toList();
        EmbeddingsResponse read = new EmbeddingsResponse(vectors, metrics(in));
        losses.unread(in, AnswerTrivia.EMBEDDINGS);
        return read;
    }

    /** Empty where the provider did not tell; its older models do not. */
    private static List<Metric> metrics(Fields in) {
        Fields usage = in.object("usageMetadata");
        Long prompt = usage == null ? null : usage.integer("promptTokenCount");
        return prompt == null ? List.of() : new Usage(prompt, 0).metrics();
    }
}
