package io.camelid.upstream;

/**
 * The bounds of every call.
 *
 * @param connectMillis how long connecting may take, TLS included, and how long looking up a name
 * @param silenceMillis how long a provider may send nothing, before its first byte and between any two
 * @param maxConnections to one provider; a call that finds none free fails at once
 */
public record UpstreamOptions(int connectMillis, long silenceMillis, int maxConnections) {}
