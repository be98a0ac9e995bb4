package io.camelid.llama;

import java.io.IOException;

/**
 * An answer that comes in pieces: the one who has it pushes it to the one who wants it.
 *
 * @param <E> {@link ChatCompletionResponseStreamChunk} or {@link CompletionResponseStreamChunk}
 */
@FunctionalInterface
public interface ResponseStream<E> {

    /**
     * Pushes every event in order and returns when the answer is complete. Called once.
     *
     * @throws IOException what the sink threw, which ends the stream; a failing provider throws a
     *     {@code CamelidException} instead
     */
    void pushTo(ResponseSink<E> sink) throws IOException;
}
