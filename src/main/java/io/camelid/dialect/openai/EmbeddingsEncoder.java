package io.camelid.dialect.openai;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.llama.EmbeddingsResponse;
import io.camelid.llama.Usage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** Writes embeddings. Source: OpenAI, {@code CreateEmbeddingResponse}. Lossy: base64 holds 32-bit floats. */
public final class EmbeddingsEncoder {

    private EmbeddingsEncoder() {}

    /**
     * Writes an answer.
     *
     * @param model the name the client asked for
     * @param losses told what of it has no place here
     */
    public static Embeddings encode(String model, EmbeddingsCall call, EmbeddingsResponse answer, AnswerLosses losses) {
        List<List<Double>> vectors = answer.embeddings();
        List<Embeddings.Embedding> data = IntStream.range(0, vectors.size())
                .mapToObj(at -> new Embeddings.Embedding("embedding", at, vector(vectors.get(at), call.base64())))
                .toList();
        Usage usage = Usage.of(answer.metrics());
        Embeddings.Cost cost = usage == null ? null : new Embeddings.Cost(usage.promptTokens(), usage.totalTokens());
        losses.lostIf(answer.metrics().stream().anyMatch(it -> !Usage.counts(it)), AnswerPart.METRIC);
        return new Embeddings("list", data, model, cost);
    }

    private static Object vector(List<Double> numbers, boolean base64) {
        if (!base64) {
            return numbers;
        }
        ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(number -> bytes.putFloat(number.floatValue()));
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
