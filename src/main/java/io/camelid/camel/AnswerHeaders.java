package io.camelid.camel;

import io.camelid.catalog.Target;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Message;

/** The headers of an answer: ours, and those of a provider's that the contract passes on. */
final class AnswerHeaders {

    /** Clients of OpenAI's and Anthropic's obey it above all else; what is neither of its two words they pass over. */
    private static final String SHOULD_RETRY = "x-should-retry";

    private AnswerHeaders() {}

    /** Keeps what of a provider's headers reaches the client; called while the message still is the provider's. */
    static void keep(Message fromProvider, RequestRecord record) {
        Instant now = Instant.now();
        for (Map.Entry<String, Object> header : fromProvider.getHeaders().entrySet()) {
            if (header.getValue() != null) {
                keep(header.getKey().toLowerCase(Locale.ROOT), header.getValue().toString(), now, record);
            }
        }
    }

    private static void keep(String name, String value, Instant now, RequestRecord record) {
        Map<String, String> kept = record.answerHeaders();
        if (name.equals(SHOULD_RETRY) && (value.equals("true") || value.equals("false"))) {
            kept.put(name, value);
            return;
        }
        boolean retry = name.equals(RetryAfter.HEADER) || name.equals(RetryAfter.MILLIS);
        String known = retry ? RetryAfter.HEADER : RateLimits.name(name);
        String told = retry ? RetryAfter.seconds(name, value, now) : value;
        if (known == null || told == null) {
            return;
        }
        String limit = record.redaction().text(RateLimits.value(known, told, now));
        if (known.equals(name)) {
            kept.put(known, limit);
        } else {
            // a header that bears the name itself has the first word
            kept.putIfAbsent(known, limit);
        }
    }

    /** Makes the message an answer: these headers and no others. */
    static void write(Message message, RequestRecord record, int status, String contentType) {
        message.removeHeaders("*");
        message.setHeader(org.apache.camel.Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(org.apache.camel.Exchange.CONTENT_TYPE, contentType);
        message.setHeader(RequestOpener.REQUEST_ID, record.id());
        Target target = record.target();
        if (target != null) {
            message.setHeader("x-camelid-provider", target.provider().id());
            message.setHeader("x-camelid-upstream-model", printable(target.upstreamModel()));
        }
        record.answerHeaders().forEach(message::setHeader);
        record.status(status);
    }

    /** A model's name may be the client's text, which a header can't hold as it is. */
    private static String printable(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f) ? text : text.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
