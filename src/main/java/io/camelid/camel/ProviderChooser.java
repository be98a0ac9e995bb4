package io.camelid.camel;

import io.camelid.catalog.AddressSource;
import io.camelid.catalog.Catalog;
import io.camelid.catalog.KeySource;
import io.camelid.catalog.Provider;
import io.camelid.catalog.ProviderData;
import io.camelid.catalog.Target;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.Model;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the provider of the model asked for, and the key of this call. Leaves {@code camelidProvider},
 * {@code camelidDialect} and {@code camelidInWords} for the routes to choose by.
 */
public final class ProviderChooser implements Processor {

    private final Supplier<Catalog> catalog;

    public ProviderChooser(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void process(Exchange exchange) {
        String model = exchange.getProperty(ExchangeState.MODEL, String.class);
        RequestRecord record = RequestRecord.of(exchange);
        record.model(model);
        Catalog current = catalog.get();
        Target target = current.resolve(model).orElseThrow(() -> unknown(model));
        Model entry = current.models().get(model);
        String endpoint = exchange.getProperty(ExchangeState.ENDPOINT, String.class);
        refuseWrongType(entry, endpoint);
        refuseLacking(target.provider(), endpoint);
        ProviderData data = ProviderData.parse(exchange.getMessage().getHeader(ProviderData.HEADER, String.class));
        Provider provider = AddressSource.locate(target.provider(), data);
        record.providerData(data);
        record.choose(
                target.at(provider),
                entry == null ? "other" : model,
                KeySource.authorise(provider, data).orElse(null));
        exchange.setProperty(ExchangeState.PROVIDER, target.provider().id());
        exchange.setProperty(ExchangeState.DIALECT, target.provider().dialect());
        exchange.setProperty(
                ExchangeState.IN_WORDS, ExchangeState.isChat(endpoint) && ChatInWordsStep.isNeeded(provider));
    }

    /** Before the key is asked for: no key would help. */
    private static void refuseLacking(Provider provider, String endpoint) {
        String openAis = endpoint.equals(ExchangeState.INFERENCE_COMPLETION) ? "completions" : endpoint;
        if (provider.lacks().contains(openAis)) {
            throw UnsupportedEndpoint.refusal(provider.id(), endpoint);
        }
    }

    static RequestException unknown(String model) {
        return RequestException.of(
                ErrorKind.MODEL_NOT_FOUND,
                "The model '%s' does not exist here; GET /v1/models lists those that do.".formatted(model),
                "model");
    }

    private static void refuseWrongType(@Nullable Model entry, String endpoint) {
        if (entry != null && (entry.modelType() == Model.Type.EMBEDDING) != endpoint.equals(ExchangeState.EMBEDDINGS)) {
            throw RequestException.invalid(
                    entry.modelType() == Model.Type.EMBEDDING
                            ? "The model '%s' is an embedding model and does not support /%s."
                                    .formatted(entry.identifier(), endpoint)
                            : "The model '%s' is no embedding model.".formatted(entry.identifier()),
                    "model");
        }
    }
}
