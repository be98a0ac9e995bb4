package io.camelid.camel;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelid.catalog.Target;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Gives every failure its row of the error table: the one place where an exception's type is read. */
final class Failures {

    private Failures() {}

    /** What the client is told, without the secrets that its provider may have repeated. */
    static CamelidException classify(Throwable failure, RequestRecord record) {
        Target target = record.target();
        String provider = target == null ? "" : target.provider().id();
        return record.redaction().failure(classify(failure, provider));
    }

    /** @param provider who was called; empty where nobody was yet */
    private static CamelidException classify(Throwable failure, String provider) {
        return switch (failure) {
            case CamelidException known -> known;
            case ConnectionRequestTimeoutException full ->
                GatewayException.overloaded("All connections to the provider are in use; try again.", 1);
            // connect, first byte and idle alike: HttpClient's own time-outs are of this type too
            case InterruptedIOException slow ->
                ProviderException.of(
                        ErrorKind.PROVIDER_TIMEOUT, "Provider '%s' did not answer in time.".formatted(provider), slow);
            // of all bodies only a request's is read by a route; its envelope was JSON
            case JsonParseException unreadable ->
                RequestException.of(
                        ErrorKind.INVALID_REQUEST,
                        "The body holds a number that is out of all bounds. Send numbers that a double can hold.");
            // an answer of ours that can't be written: no provider's fault
            case JsonProcessingException bug -> GatewayException.internal(bug);
            case ClientProtocolException bad -> badResponse(bad, provider);
            case MalformedChunkCodingException bad -> badResponse(bad, provider);
            case HttpException bad -> badResponse(bad, provider);
            case IOException unreachable ->
                ProviderException.of(
                        ErrorKind.PROVIDER_UNAVAILABLE,
                        "Provider '%s' can't be reached: %s.".formatted(provider, reason(unreachable)),
                        unreachable);
            case DirectConsumerNotAvailableException gone -> notRunning(gone, provider);
            case CamelExchangeException wrapped
            when wrapped.getCause() != null -> classify(wrapped.getCause(), provider);
            case RejectedExecutionException full -> GatewayException.overloaded("Too many requests; try again.", 1);
            default -> GatewayException.internal(failure);
        };
    }

    private static ProviderException badResponse(Exception failure, String provider) {
        return ProviderException.of(
                ErrorKind.PROVIDER_BAD_RESPONSE,
                "Provider '%s' does not speak HTTP as it should.".formatted(provider),
                failure);
    }

    private static ProviderException notRunning(Exception failure, String provider) {
        return ProviderException.of(
                ErrorKind.PROVIDER_UNAVAILABLE,
                "The route of provider '%s' is not running.".formatted(provider),
                failure);
    }

    /** Words of ours: an exception's own name addresses and hosts. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case UnknownHostException e -> "its host name is not known";
            case ConnectException e -> "it refuses the connection";
            case SSLException e -> "its TLS can't be trusted";
            case NoHttpResponseException e -> "it closed the connection without an answer";
            default -> "the connection broke";
        };
    }
}
