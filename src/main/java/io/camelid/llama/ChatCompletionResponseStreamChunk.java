package io.camelid.llama;

import java.util.List;

/**
 * One event of a streamed turn. Source: Llama Stack, {@code apis/inference}, {@code ChatCompletionResponseStreamChunk}.
 *
 * @param metrics the cost, with the last event; see {@link Usage}
 */
public record ChatCompletionResponseStreamChunk(ChatCompletionResponseEvent event, List<Metric> metrics) {

    public ChatCompletionResponseStreamChunk {
        metrics = List.copyOf(metrics);
    }

    public ChatCompletionResponseStreamChunk(ChatCompletionResponseEvent event) {
        this(event, List.of());
    }
}
