package io.camelid.dialect;

import java.util.List;

/**
 * Writes streamed answers as events of a client's format: a state machine for the streams of one exchange. Single-use, not
 * thread-safe.
 *
 * @param <E> the canonical event
 */
public interface StreamEncoder<E> {

    /**
     * What an event of one choice gives: none, one or a few, each an object whose JSON is an event's data.
     *
     * @param choice counts from 0
     */
    List<?> encode(int choice, E event);

    /**
     * What is left to say after the last event.
     *
     * @throws io.camelid.error.ProviderException an answer broke off, which the client must be told
     */
    default List<?> end() {
        return List.of();
    }
}
