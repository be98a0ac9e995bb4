package io.camelid.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelid.catalog.Catalog;
import io.camelid.catalog.Provider;
import io.camelid.dialect.Json;
import io.camelid.dialect.llamastack.ProviderObject;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Answers with the catalog's providers, or with the one whose id follows {@code /providers/}. Keys are never shown. */
public final class ProvidersAnswer implements Processor {

    private static final String PROVIDERS = "/providers";

    private final Supplier<Catalog> catalog;

    public ProvidersAnswer(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        record.operation("providers");
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        String id = path.substring(path.indexOf(PROVIDERS) + PROVIDERS.length());
        Object answer = id.length() <= 1
                ? ProviderObject.page(catalog.get().providers().values().stream()
                        .map(ProvidersAnswer::object)
                        .toList())
                : one(id.substring(1));
        AnswerHeaders.write(message, record, 200, "application/json");
        message.setBody(Json.MAPPER.writeValueAsBytes(answer));
    }

    private ProviderObject one(String id) {
        return catalog.get()
                .provider(id)
                .map(ProvidersAnswer::object)
                .orElseThrow(() -> RequestException.of(
                        ErrorKind.PROVIDER_NOT_FOUND,
                        "The provider '%s' does not exist here; GET /v1/providers lists those that do.".formatted(id)));
    }

    private static ProviderObject object(Provider provider) {
        Map<String, Object> config = new LinkedHashMap<>();
        if (!provider.baseUrl().isEmpty()) {
            config.put("url", provider.baseUrl());
        }
        config.putAll(provider.settings());
        return ProviderObject.inference(provider.id(), provider.type(), config);
    }
}
