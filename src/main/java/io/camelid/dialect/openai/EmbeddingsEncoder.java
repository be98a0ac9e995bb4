package io.camelid.dialect.openai;

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

    /** @param model the name the client asked for */
    public static Embeddings encode(String model, EmbeddingsCall call, EmbeddingsResponse answer) {
        List<List<Double>> vectors = answer.embeddings();
        List<Embeddings.Embedding> data = IntStream.range(0, vectors.size())
                .mapToObj(at -> new Embeddings.Embedding("embedding", at, vector(vectors.get(at), call.base64())))
                .toList();
        Usage usage = Usage.of(answer.metrics());
        Embeddings.Cost cost = usage == null
                ? new Embeddings.Cost(0, 0)
                : new Embeddings.Cost(usage.promptTokens(), usage.totalTokens());
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
