package io.camelid.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Says what went wrong on an event loop in the words of the client interface that camel-http knows. */
final class UpstreamFailures {

    private UpstreamFailures() {}

    /** A provider that sends nothing for too long. */
    static IOException silence() {
        return new SocketTimeoutException("Read timed out");
    }

    /** Before there was an answer. */
    static IOException beforeAnswer(Throwable failure) {
        if (failure instanceof Error ours) {
            throw ours;
        }
        return failure instanceof HttpClosedException
                ? (IOException) new NoHttpResponseException("the connection was closed").initCause(failure)
                : of(failure);
    }

    /** In the middle of an answer's body. */
    static IOException inBody(Throwable failure) {
        return failure instanceof HttpClosedException
                ? (IOException) new ConnectionClosedException("the connection was closed", failure)
                : of(failure);
    }

    private static IOException of(Throwable failure) {
        return switch (failure) {
            case ConnectTimeoutException slow -> timeout(slow);
            // which Vert.x wraps in an exception like that of a handshake that failed
            case IOException slow when slow.getCause() instanceof SslHandshakeTimeoutException -> timeout(slow);
            case ConnectionPoolTooBusyException full -> new ConnectionRequestTimeoutException(full.getMessage());
            case IOException told -> told;
            case DecoderException wrapped when wrapped.getCause() instanceof SSLException distrust -> distrust;
            // whatever Netty's codec stumbles over is not HTTP
            default -> new ClientProtocolException("the provider does not speak HTTP", failure);
        };
    }

    private static IOException timeout(Throwable slow) {
        return (IOException) new SocketTimeoutException("Connect timed out").initCause(slow);
    }
}
