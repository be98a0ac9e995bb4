package io.camelid.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelid.dialect.Json;
import io.camelid.dialect.StreamEncoder;
import io.camelid.edge.ByteSink;
import io.camelid.edge.ClientGoneException;
import io.camelid.edge.PushedBody;
import io.camelid.error.CamelidException;
import io.camelid.llama.Metric;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.Usage;
import io.camelid.sse.SseWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.function.Function;

/**
 * Canonical streams on their way to a client: each event is encoded and on the wire before the next one is taken. Those of
 * several choices are interleaved.
 * Single-use, not thread-safe.
 *
 * @param <E> the canonical event
 */
final class TranslatedStream<E> implements PushedBody {

    private final List<ResponseStream<E>> choices;
    private final StreamEncoder<E> encoder;
    private final Function<E, List<Metric>> metrics;
    private final Door door;
    private final RequestRecord record;
    private final SseWriter writer = new SseWriter();

    TranslatedStream(
            List<ResponseStream<E>> choices,
            StreamEncoder<E> encoder,
            Function<E, List<Metric>> metrics,
            Door door,
            RequestRecord record) {
        this.choices = List.copyOf(choices);
        this.encoder = encoder;
        this.metrics = metrics;
        this.door = door;
        this.record = record;
    }

    @Override
    public void pushTo(ByteSink sink) throws IOException {
        try {
            if (choices.size() == 1) {
                choices.getFirst().pushTo(event -> tell(0, event, sink));
            } else {
                new Interleaved<>(choices).pushTo((choice, event) -> tell(choice, event, sink));
            }
            write(encoder.end());
            if (door.lastWord().length > 0) {
                writer.event(door.lastWord());
            }
            sink.write(writer.take());
        } catch (ClientGoneException gone) {
            record.clientLeft();
            throw gone;
        } catch (IOException | RuntimeException failed) {
            CamelidException cut = sink.interruption();
            if (cut == null && Thread.currentThread().isInterrupted()) {
                record.clientLeft();
                throw new ClientGoneException();
            }
            tell(cut == null ? Failures.classify(failed, record) : cut, sink);
        } finally {
            NotCarried.endOfAnswer(record);
        }
    }

    private void tell(int choice, E event, ByteSink sink) throws IOException {
        if (sink.interruption() != null) {
            throw new InterruptedIOException("interrupted amid an answer");
        }
        record.firstEvent();
        record.spend(Usage.of(metrics.apply(event)));
        write(encoder.encode(choice, event));
        byte[] events = writer.take();
        if (events.length > 0) {
            sink.write(events);
        }
    }

    private void write(List<?> chunks) throws JsonProcessingException {
        for (Object chunk : chunks) {
            writer.event(Json.MAPPER.writeValueAsBytes(chunk));
        }
    }

    private void tell(CamelidException failure, ByteSink sink) throws ClientGoneException {
        FailureLog.tell(failure);
        record.fail(failure);
        writer.event(door.errorEvent(failure));
        sink.write(writer.take());
    }
}
