package io.camelid.llama;

import java.util.List;

/**
 * The numbers. Source: Llama Stack, {@code apis/inference}, {@code EmbeddingsResponse}.
 *
 * @param embeddings one for each content, in order
 * @param metrics extension: the cost, see {@link Usage}; empty where unknown
 */
public record EmbeddingsResponse(List<List<Double>> embeddings, List<Metric> metrics) {

    public EmbeddingsResponse {
        embeddings = embeddings.stream().map(List::copyOf).toList();
        metrics = List.copyOf(metrics);
    }
}
