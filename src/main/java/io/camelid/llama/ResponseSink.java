package io.camelid.llama;

import java.io.IOException;

/**
 * Takes the events of a {@link ResponseStream}. It may block, which slows the provider down.
 *
 * @param <E> what comes
 */
@FunctionalInterface
public interface ResponseSink<E> {

    /** @throws IOException nobody wants more */
    void accept(E event) throws IOException;
}
