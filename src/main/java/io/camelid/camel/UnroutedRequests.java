package io.camelid.camel;

import io.camelid.edge.Unrouted;
import io.camelid.error.CamelidException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Requests that no route sees have an id, a log line and meters as all others do. They are answered in OpenAI's shape, as it
 * can't be known which door was meant.
 */
public final class UnroutedRequests implements Unrouted {

    private final RequestLog log;

    public UnroutedRequests(RequestLog log) {
        this.log = log;
    }

    @Override
    public byte[] body(CamelidException failure) {
        return Door.OPENAI.error(failure);
    }

    @Override
    public String record(CamelidException failure, @Nullable String sentId) {
        RequestRecord record = new RequestRecord(RequestOpener.id(sentId));
        record.fail(failure);
        record.status(failure.status());
        MDC.put("request", record.id());
        log.write(record);
        return record.id();
    }

    @Override
    public String record(CamelidException failure, Exchange exchange) {
        Optional<RequestRecord> open = RequestRecord.find(exchange);
        if (open.isEmpty()) {
            return record(failure, exchange.getMessage().getHeader(RequestOpener.REQUEST_ID, String.class));
        }
        open.get().fail(failure);
        open.get().status(failure.status());
        return open.get().id();
    }
}
