package io.camelid.catalog;

import io.camelid.llama.Model;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers and models of one reading of the providers file. Immutable; one request sees one catalog. */
public final class Catalog {

    /** Before the first file is read. */
    public static final Catalog EMPTY = new Catalog(List.of(), List.of());

    /** Llama Stack's own key in a model's metadata, and ours in a provider's config. */
    private static final String LLAMA_MODEL = "llama_model";

    private final Map<String, Provider> providers;
    private final Map<String, Model> models;

    /** Ids are unique in both lists, and each model's provider is among the providers. */
    public Catalog(Collection<Provider> providers, Collection<Model> models) {
        Map<String, Provider> providersById = new LinkedHashMap<>();
        providers.forEach(it -> providersById.put(it.id(), it));
        Map<String, Model> modelsById = new LinkedHashMap<>();
        models.forEach(it -> modelsById.put(it.identifier(), it));
        this.providers = Collections.unmodifiableMap(providersById);
        this.models = Collections.unmodifiableMap(modelsById);
    }

    /** Those that are switched on, by id, in the order of the file. */
    public Map<String, Provider> providers() {
        return providers;
    }

    /** By id, in the order of the file. */
    public Map<String, Model> models() {
        return models;
    }

    /** The provider of an id. */
    public Optional<Provider> provider(String id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** The entry of a {@code model_id}. */
    public Optional<Model> model(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /**
     * Finds who serves a model: by {@code model_id}, else by {@code provider_id/provider_model_id}, which needs no entry
     * in the file and whose second part may hold slashes of its own.
     */
    public Optional<Target> resolve(String model) {
        Model entry = models.get(model);
        return entry == null
                ? resolvePrefixed(model)
                : provider(entry.providerId()).map(it -> target(model, it, entry));
    }

    private Optional<Target> resolvePrefixed(String model) {
        int slash = model.indexOf('/');
        // the name is the client's own and goes into headers and log lines
        if (slash < 0 || slash == model.length() - 1 || model.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        return provider(model.substring(0, slash))
                .map(provider -> target(model, provider, model.substring(slash + 1), ""));
    }

    private static Target target(String model, Provider provider, Model entry) {
        String llamaModel = entry.metadata().get(LLAMA_MODEL) instanceof String name ? name : "";
        return target(model, provider, entry.providerResourceId(), llamaModel);
    }

    /** What is said of the model comes before what is said of its provider. */
    private static Target target(String model, Provider provider, String upstream, String llamaModel) {
        String said = llamaModel.isEmpty() ? provider.text(LLAMA_MODEL) : llamaModel;
        return new Target(model, provider, upstream, said.isEmpty() ? upstream : said);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Catalog that
                && List.copyOf(providers.values()).equals(List.copyOf(that.providers.values()))
                && List.copyOf(models.values()).equals(List.copyOf(that.models.values()));
    }

    @Override
    public int hashCode() {
        return 31 * providers.hashCode() + models.hashCode();
    }

    @Override
    public String toString() {
        return "Catalog[providers=%s, models=%s]".formatted(providers.keySet(), models.keySet());
    }
}
