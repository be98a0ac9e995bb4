package io.camelid.camel;

import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Splice;
import io.camelid.edge.ByteSink;
import io.camelid.edge.PushedBody;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Hands a provider's whole answer on, with the model named as the client named it. */
public final class AnswerRelay implements Processor {

    /** Up to here one array and one write are cheaper than several pieces, bytes. */
    private static final int SMALL = 64 * 1024;

    private final AnswerReader reader;

    public AnswerRelay(AnswerReader reader) {
        this.reader = reader;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        if (StreamRelay.isStream(message)) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "The provider streams an answer that was not asked for as a stream.");
        }
        AnswerReader.Whole body = reader.read(exchange);
        record.firstEvent();
        String model = record.chosenTarget().requestedModel();
        Door.Relayed answer = Door.of(exchange).relay(body.bytes(), body.length(), model);
        record(answer.usage(), record);
        Splice renamed = answer.body();
        AnswerHeaders.write(message, record, 200, "application/json");
        if (renamed.length() <= SMALL) {
            message.setBody(renamed.toByteArray());
        } else {
            message.setHeader(Exchange.CONTENT_LENGTH, renamed.length());
            message.setBody((PushedBody) sink -> push(renamed, sink));
        }
    }

    static void record(@Nullable ProxiedUsage usage, RequestRecord record) {
        if (usage != null) {
            Long input = usage.promptTokens();
            Long output = usage.completionTokens();
            record.usage(input == null ? -1 : input, output == null ? -1 : output);
        }
    }

    private static void push(Splice body, ByteSink sink) throws IOException {
        for (ByteBuffer piece : body.segments()) {
            sink.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
    }
}
