package io.camelid.camel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends a request once more, at once, where a connection gave not one byte of an answer: mostly it was kept from an earlier
 * request, and the provider closed it in the same moment. Looking at each connection before it is used would cost a
 * millisecond a request. Whatever else fails is told, not tried again.
 */
final class StaleConnectionRetry implements HttpRequestRetryStrategy {

    @Override
    public boolean retryRequest(HttpRequest request, IOException failure, int attempts, HttpContext context) {
        boolean silent = failure instanceof NoHttpResponseException
                || (failure instanceof SocketException && !(failure instanceof ConnectException));
        // interrupted: the client has left, which is what closed the connection
        return silent && attempts == 1 && !Thread.currentThread().isInterrupted();
    }

    @Override
    public boolean retryRequest(HttpResponse response, int attempts, HttpContext context) {
        return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int attempts, HttpContext context) {
        return TimeValue.ZERO_MILLISECONDS;
    }
}
