package io.camelid.edge;

/**
 * The bounds of the HTTP edge.
 *
 * @param maxBodyBytes the largest request body, bytes
 * @param maxBufferedBytes what all request bodies in flight may hold together, bytes
 * @param maxRequests requests in flight, streams included
 * @param maxHeaderBytes the largest request head, bytes
 * @param requestTimeoutMillis how long a client may take to send its request, milliseconds
 * @param idleTimeoutMillis how long a connection may be without any traffic, milliseconds
 */
public record EdgeOptions(
        long maxBodyBytes,
        long maxBufferedBytes,
        int maxRequests,
        int maxHeaderBytes,
        long requestTimeoutMillis,
        long idleTimeoutMillis) {}
