package io.camelid.camel;

import io.camelid.edge.EventStreams;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Hands a provider's stream on, event by event. Waits for the first event inside the route, so that a failure before it is
 * an ordinary error; from then on the edge drives.
 */
public final class StreamRelay implements Processor {

    private final AnswerReader reader;

    /** @param reader of an answer that turns out to be no stream */
    public StreamRelay(AnswerReader reader) {
        this.reader = reader;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        InputStream upstream = ProviderBody.stream(message);
        if (upstream == null || !isStream(message)) {
            refuse(exchange);
            return;
        }
        RelayedStream stream = new RelayedStream(
                upstream,
                Door.of(exchange).relay(record.chosenTarget().requestedModel(), record.redaction()),
                record,
                reader.streamShare());
        stream.awaitFirstEvent();
        AnswerHeaders.write(message, record, 200, EventStreams.MEDIA_TYPE);
        message.setBody(stream);
    }

    /** No stream: perhaps an error under a good status, whose words must not be lost. */
    private void refuse(Exchange exchange) throws IOException {
        AnswerReader.Whole body = reader.read(exchange);
        Door.of(exchange).relay(body.bytes(), body.length(), "");
        throw ProviderException.of(
                ErrorKind.PROVIDER_BAD_RESPONSE,
                "The provider does not stream the answer that was asked for as a stream.");
    }

    static boolean isStream(Message message) {
        return EventStreams.isOne(message.getHeader(Exchange.CONTENT_TYPE, String.class));
    }
}
