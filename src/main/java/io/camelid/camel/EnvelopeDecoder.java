package io.camelid.camel;

import io.camelid.dialect.Envelope;
import io.camelid.dialect.EnvelopeEndpoint;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Reads from a request's bytes what the routes choose by, and refuses what is no request. Leaves the bytes as they are. */
public final class EnvelopeDecoder implements Processor {

    static final String ENVELOPE = "camelidEnvelope";

    private static final byte[] NO_BODY = {};

    private record Endpoint(EnvelopeEndpoint envelope, Door door, String operation) {}

    private static final Map<String, Endpoint> ENDPOINTS = Map.of(
            "chat/completions",
            new Endpoint(EnvelopeEndpoint.CHAT_COMPLETIONS, Door.OPENAI, "chat"),
            "completions",
            new Endpoint(EnvelopeEndpoint.COMPLETIONS, Door.OPENAI, "text_completion"),
            ExchangeState.EMBEDDINGS,
            new Endpoint(EnvelopeEndpoint.EMBEDDINGS, Door.OPENAI, "embeddings"),
            ExchangeState.INFERENCE_CHAT,
            new Endpoint(EnvelopeEndpoint.INFERENCE_CHAT_COMPLETION, Door.LLAMA_STACK, "chat"),
            ExchangeState.INFERENCE_COMPLETION,
            new Endpoint(EnvelopeEndpoint.INFERENCE_COMPLETION, Door.LLAMA_STACK, "text_completion"));

    @Override
    public void process(Exchange exchange) {
        Endpoint endpoint = endpoint(exchange.getProperty(ExchangeState.ENDPOINT, String.class));
        exchange.setProperty(ExchangeState.DOOR, endpoint.door().dialect());
        RequestRecord record = RequestRecord.of(exchange);
        record.operation(endpoint.operation());
        refuseOtherMedia(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class));
        refuseEncoding(exchange.getMessage().getHeader(Exchange.CONTENT_ENCODING, String.class));
        byte[] body = exchange.getMessage().getBody(byte[].class);
        byte[] bytes = body == null ? NO_BODY : body;
        Envelope envelope = Envelope.read(bytes, bytes.length, endpoint.envelope());
        record.stream(envelope.stream());
        exchange.setProperty(ENVELOPE, envelope);
        exchange.setProperty(ExchangeState.MODEL, envelope.model());
        exchange.setProperty(ExchangeState.STREAM, envelope.stream());
    }

    private static Endpoint endpoint(@Nullable String name) {
        Endpoint endpoint = name == null ? null : ENDPOINTS.get(name);
        if (endpoint == null) {
            throw new IllegalStateException("exchange property camelidEndpoint must be one of " + ENDPOINTS.keySet());
        }
        return endpoint;
    }

    private static void refuseEncoding(@Nullable String encoding) {
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw RequestException.of(
                    ErrorKind.UNSUPPORTED_MEDIA_TYPE,
                    "A compressed body can't be read; send it without the header \"Content-Encoding\".");
        }
    }

    private static void refuseOtherMedia(@Nullable String contentType) {
        if (contentType == null) {
            return;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json")) {
            throw RequestException.of(
                    ErrorKind.UNSUPPORTED_MEDIA_TYPE,
                    "The content type must be application/json; send the header \"Content-Type: application/json\".");
        }
    }
}
