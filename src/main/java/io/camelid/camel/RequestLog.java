package io.camelid.camel;

import io.camelid.error.CamelidException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One INFO line and a few meters for each request, when its answer is out. Never bodies, never keys. */
public final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.camelid.requests");

    private static final int MAX_NAME = 200;

    private final Meters meters;

    public RequestLog(Meters meters) {
        this.meters = meters;
    }

    void write(RequestRecord record) {
        meters.count(record);
        if (LOG.isInfoEnabled()) {
            LOG.info(line(record));
        }
        MDC.remove("request");
    }

    private static String line(RequestRecord record) {
        StringBuilder line = new StringBuilder(160)
                .append(record.operation().isEmpty() ? "request" : record.operation())
                .append(" status=")
                .append(record.status())
                .append(" millis=")
                .append(record.elapsedNanos() / 1_000_000);
        if (record.model() != null) {
            line.append(" model=").append(printable(record.model()));
        }
        if (record.target() != null) {
            line.append(" provider=").append(record.target().provider().id());
        }
        if (record.isStream() && record.firstEventNanos() >= 0) {
            line.append(" first_event_millis=").append(record.firstEventNanos() / 1_000_000);
        }
        if (record.inputTokens() >= 0 || record.outputTokens() >= 0) {
            line.append(" tokens=")
                    .append(count(record.inputTokens()))
                    .append('+')
                    .append(count(record.outputTokens()));
        }
        CamelidException failure = record.failure();
        if (failure != null) {
            line.append(" error=").append(failure.kind());
        }
        return line.toString();
    }

    /** A provider may count only one of the two. */
    private static String count(long tokens) {
        return tokens < 0 ? "?" : Long.toString(tokens);
    }

    /** A model's name is the client's text: no line of its own in our log, and no more than the name of a model has. */
    private static String printable(String name) {
        String text = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "..." : name;
        return text.chars().allMatch(c -> c > ' ' && c != 0x7f) ? text : text.replaceAll("[\\p{Cntrl}\\s]", "?");
    }
}
