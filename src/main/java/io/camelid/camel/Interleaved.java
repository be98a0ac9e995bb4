package io.camelid.camel;

import io.camelid.edge.ClientGoneException;
import io.camelid.llama.ResponseStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * Several streams told as one: each one's events in their order, those of different ones as they come. An event that nobody
 * has taken yet holds its stream, and so its provider, back. The first failure ends all. Single-use.
 *
 * @param <E> the canonical event
 */
final class Interleaved<E> {

    /** Takes the events on the thread that asked for them. */
    interface Sink<E> {
        void accept(int choice, E event) throws IOException;
    }

    private sealed interface Told<E> {
        record Event<E>(int choice, E event) implements Told<E> {}

        record End<E>() implements Told<E> {}

        record Failure<E>(Throwable why) implements Told<E> {}
    }

    private final List<ResponseStream<E>> streams;
    private final BlockingQueue<Told<E>> told = new SynchronousQueue<>(true);

    Interleaved(List<ResponseStream<E>> streams) {
        this.streams = streams;
    }

    /** Returns when all streams are complete. */
    void pushTo(Sink<E> sink) throws IOException {
        try (Siblings threads = new Siblings()) {
            for (int choice = 0; choice < streams.size(); choice++) {
                int index = choice;
                threads.fork(() -> push(index));
            }
            int open = streams.size();
            while (open > 0) {
                switch (told.take()) {
                    case Told.Event<E>(var choice, var event) -> sink.accept(choice, event);
                    case Told.End<E>() -> open--;
                    case Told.Failure<E>(var why) -> throwFailure(why);
                }
            }
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for several answers");
        }
    }

    private void push(int choice) {
        try {
            tell(outcome(choice));
        } catch (ClientGoneException over) {
            // nobody listens any more
        }
    }

    private Told<E> outcome(int choice) {
        try {
            streams.get(choice).pushTo(event -> tell(new Told.Event<>(choice, event)));
            return new Told.End<>();
        } catch (Throwable failed) { // out of memory too: the others wait for this one
            return new Told.Failure<>(failed);
        }
    }

    private void tell(Told<E> news) throws ClientGoneException {
        try {
            told.put(news);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            throw new ClientGoneException();
        }
    }

    private static void throwFailure(Throwable why) throws IOException {
        switch (why) {
            case IOException failed -> throw failed;
            case RuntimeException failed -> throw failed;
            case Error failed -> throw failed;
            default -> throw new IOException(why);
        }
    }
}
