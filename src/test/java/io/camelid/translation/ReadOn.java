package io.camelid.translation;

import io.camelid.dialect.StreamDecoder;
import io.camelid.llama.ResponseSink;
import io.camelid.llama.ResponseStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A stream whose events are read on as a route does: what the reading begins with is told when the provider's first event is
 * there. Single use.
 *
 * @param <I> what the decoder gives
 * @param <O> what is made of it
 */
final class ReadOn<I, O> implements StreamDecoder<O> {

    /** Makes one stream of another. */
    @FunctionalInterface
    interface Reading<I, O> {
        ResponseStream<O> of(ResponseStream<I> events);
    }

    private final StreamDecoder<I> decoder;
    private final List<O> told = new ArrayList<>();
    private ResponseSink<I> reader = event -> {};

    ReadOn(StreamDecoder<I> decoder, Reading<I, O> reading) {
        this.decoder = decoder;
        push(() -> reading.of(sink -> reader = sink).pushTo(told::add));
    }

    @Override
    public void feed(byte[] buffer, int offset, int length, Consumer<? super O> sink) {
        decoder.feed(buffer, offset, length, event -> read(event, sink));
    }

    @Override
    public void end(Consumer<? super O> sink) {
        decoder.end(event -> read(event, sink));
    }

    @Override
    public long events() {
        return decoder.events();
    }

    @Override
    public int held() {
        return decoder.held();
    }

    private void read(I event, Consumer<? super O> sink) {
        push(() -> reader.accept(event));
        told.forEach(sink);
        told.clear();
    }

    /** Pushes to a list, which always wants more. */
    private interface Push {
        void run() throws IOException;
    }

    private static void push(Push push) {
        try {
            push.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
