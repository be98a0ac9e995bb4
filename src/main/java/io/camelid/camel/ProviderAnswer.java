package io.camelid.camel;

import io.camelid.catalog.Provider;
import io.camelid.dialect.Dialect;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import java.io.IOException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Looks at a provider's status: an error becomes a failure with the provider's own words. Keeps what headers go on. */
public final class ProviderAnswer implements Processor {

    /** More of an error than this is nobody's message, bytes. */
    private static final int MAX_ERROR = 1024 * 1024;

    private final Function<Provider, Dialect> dialects;

    public ProviderAnswer(Function<Provider, Dialect> dialects) {
        this.dialects = dialects;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        ProviderBody.guard(exchange);
        RequestRecord record = RequestRecord.of(exchange);
        AnswerHeaders.keep(message, record);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        if (status >= 400) {
            String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
            byte[] body = ProviderBody.start(message, MAX_ERROR);
            Provider provider = record.chosenTarget().provider();
            throw ProviderException.answered(status, dialects.apply(provider).error(body, status, contentType));
        }
        if (status != 200 && status != 201) { // a 202 or a 204 brings no answer
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider answered with status " + status + ".");
        }
    }
}
