package io.camelid.catalog;

/**
 * Where a request goes.
 *
 * @param requestedModel the model as the client named it, for the answer
 * @param upstreamModel the model as the provider names it
 */
public record Target(String requestedModel, Provider provider, String upstreamModel) {}
