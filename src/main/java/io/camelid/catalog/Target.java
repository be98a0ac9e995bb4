package io.camelid.catalog;

/**
 * Where a request goes.
 *
 * @param requestedModel the model as the client named it, for the answer
 * @param upstreamModel the model as the provider names it
 * @param llamaModel the model as Llama Stack names it, where the file says it; else as the provider does
 */
public record Target(String requestedModel, Provider provider, String upstreamModel, String llamaModel) {

    /** The same model where a request says that its provider is. */
    public Target at(Provider located) {
        return new Target(requestedModel, located, upstreamModel, llamaModel);
    }
}
