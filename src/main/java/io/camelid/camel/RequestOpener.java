package io.camelid.camel;

import io.camelid.edge.ClientGoneException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Opens a request's record: gives it an id, keeps the client's headers that may go on, and sees to its log line and meters
 * when its answer is out. Doing it twice does no harm: a refused request reaches the error policy first.
 */
public final class RequestOpener implements Processor {

    static final String REQUEST_ID = "x-request-id";
    private static final String[] PASSED = {"content-type", "accept", "user-agent"};
    private static final int MAX_ID = 128;

    private final RequestLog log;

    public RequestOpener(RequestLog log) {
        this.log = log;
    }

    @Override
    public void process(Exchange exchange) {
        if (RequestRecord.find(exchange).isPresent()) {
            return;
        }
        Message message = exchange.getMessage();
        QueryHeaders.remove(message);
        RequestRecord record = new RequestRecord(id(message.getHeader(REQUEST_ID, String.class)));
        record.openOn(exchange);
        MDC.put("request", record.id());
        for (String name : PASSED) {
            String value = message.getHeader(name, String.class);
            if (value != null) {
                record.passedHeaders().put(name, value);
            }
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                if (done.getProperty(ClientGoneException.PROPERTY) != null) {
                    record.clientLeft();
                }
                log.write(record);
            }
        });
    }

    /** The client's, where it is sane, else one of ours. */
    static String id(@Nullable String sent) {
        return sent != null && isSane(sent) ? sent : generated();
    }

    private static boolean isSane(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static String generated() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req_" + Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }
}
