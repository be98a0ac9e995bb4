package io.camelid.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelid.dialect.ProviderErrors;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Tells what an integrator's route has thrown as a provider's failure: it is no fault of the gateway's. */
public final class RouteFailure implements Processor {

    @Override
    public void process(Exchange exchange) {
        Throwable thrown =
                unwrapped(Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
        RequestRecord record = RequestRecord.of(exchange);
        String provider = record.chosenTarget().provider().id();
        if (thrown instanceof HttpOperationFailedException answered) {
            throw answered(answered);
        }
        if (thrown instanceof JsonProcessingException) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "The route of provider '%s' met JSON that it can't read.".formatted(provider),
                    thrown);
        }
        CamelidException failure = Failures.classify(thrown, record);
        throw failure.kind() == ErrorKind.INTERNAL
                ? ProviderException.of(
                        ErrorKind.PROVIDER_UNAVAILABLE,
                        "The route of provider '%s' failed.".formatted(provider),
                        thrown)
                : failure;
    }

    /** Camel wraps what is thrown in a part of an exchange's work: by a splitter, for one. */
    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CamelExchangeException && thrown.getCause() != null
                ? unwrapped(thrown.getCause())
                : thrown;
    }

    /** The words of a model that the route asked. */
    private static ProviderException answered(HttpOperationFailedException failure) {
        String body = Objects.requireNonNullElse(failure.getResponseBody(), "");
        String contentType = failure.getResponseHeaders() == null
                ? null
                : failure.getResponseHeaders().get(Exchange.CONTENT_TYPE);
        return ProviderException.answered(
                failure.getStatusCode(),
                ProviderErrors.read(body.getBytes(StandardCharsets.UTF_8), failure.getStatusCode(), contentType));
    }
}
