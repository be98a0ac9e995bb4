package io.camelid.camel;

import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of all providers: many connections, every time-out set, and nothing done behind our back, be it redirecting,
 * unpacking or remembering.
 */
public final class ProviderHttpClient {

    /** A connection that was idle for longer is tried before it is used: the provider may have closed it. */
    private static final TimeValue VALIDATE_AFTER = TimeValue.ofSeconds(1);

    private static final TimeValue EVICT_AFTER = TimeValue.ofSeconds(50);

    private static final Duration WATCHED_FROM = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private ProviderHttpClient() {}

    /**
     * Builds one.
     *
     * @param connectMillis how long connecting may take
     * @param silenceMillis how long a provider may send nothing, before its first byte and between any two
     */
    public static CloseableHttpClient create(long connectMillis, long silenceMillis, int maxConnectionsPerProvider) {
        Timeout silence = Timeout.ofMilliseconds(silenceMillis);
        return HttpClients.custom()
                .setConnectionManager(new ConnectionManagers()
                        .setMaxConnPerRoute(maxConnectionsPerProvider)
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setTcpNoDelay(true)
                                .setSoTimeout(silence)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofMilliseconds(connectMillis))
                                .setSocketTimeout(silence)
                                .setValidateAfterInactivity(VALIDATE_AFTER)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silence)
                        .setConnectionRequestTimeout(Timeout.ofMilliseconds(connectMillis))
                        .build())
                .evictExpiredConnections()
                .evictIdleConnections(EVICT_AFTER)
                .setRetryStrategy(new StaleConnectionRetry())
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    /** Those with our sockets. */
    private static final class ConnectionManagers extends PoolingHttpClientConnectionManagerBuilder {

        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, @Nullable TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    new SilenceWatch(WATCHED_FROM, LOOK_EVERY),
                    ports,
                    names,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register("https", tls == null ? DefaultClientTlsStrategy.createDefault() : tls)
                            .build());
        }
    }
}
