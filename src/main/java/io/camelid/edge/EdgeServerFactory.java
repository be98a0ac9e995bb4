package io.camelid.edge;

import io.camelid.error.SettingException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;

/** Makes Camel Main's {@code camel.server.*} start our edge; the management server stays Camel's own. */
public final class EdgeServerFactory extends DefaultMainHttpServerFactory {

    private final EdgeSettings settings;
    private final Unrouted unrouted;

    /** Reads the bounds when the server is made, which is when Camel's properties are there. */
    @FunctionalInterface
    public interface EdgeSettings {
        EdgeOptions options(long maxBodyBytes);
    }

    public EdgeServerFactory(EdgeSettings settings, Unrouted unrouted) {
        this.settings = settings;
        this.unrouted = unrouted;
    }

    @Override
    public Service newHttpServer(CamelContext camelContext, HttpServerConfigurationProperties properties) {
        refuseWhatIsNotHonoured(properties);
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(properties.getHost());
        configuration.setBindPort(properties.getPort());
        configuration.setPath(properties.getPath());
        configuration.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
        EdgeServer server = new EdgeServer(configuration, settings.options(properties.getMaxBodySize()), unrouted);
        server.setCamelContext(camelContext);
        return server;
    }

    /** A door that somebody believes to be locked must not be open. */
    private static void refuseWhatIsNotHonoured(HttpServerConfigurationProperties properties) {
        if (properties.isAuthenticationEnabled()) {
            throw new SettingException(
                    "camel.server.authentication-enabled is not supported: set camelid.api-keys instead.");
        }
        if (properties.isUseGlobalSslContextParameters()) {
            throw new SettingException("camel.server.use-global-ssl-context-parameters is not supported:"
                    + " put a proxy that speaks TLS in front.");
        }
    }

    /** Camel's own server would only log that its port is taken, and the gateway would run on without health or metrics. */
    @Override
    public Service newHttpManagementServer(
            CamelContext camelContext, HttpManagementServerConfigurationProperties properties) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(properties.getHost(), properties.getPort()));
        } catch (IOException taken) {
            throw new SettingException(
                    "The management port %d can't be opened (%s); set CAMEL_MANAGEMENT_PORT to another."
                            .formatted(properties.getPort(), taken.getMessage()));
        }
        return super.newHttpManagementServer(camelContext, properties);
    }
}
