package io.camelid.camel;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/** Tells a path that nobody serves from one that is served for other methods. */
public final class UnknownUrl implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String method = message.getHeader(Exchange.HTTP_METHOD, String.class);
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        Set<String> allowed = methodsOf(path, exchange);
        if (allowed.isEmpty()) {
            throw RequestException.of(
                    ErrorKind.UNKNOWN_URL, "Unknown request URL: %s %s.".formatted(method, printable(path)));
        }
        String allow = String.join(", ", allowed);
        throw RequestException.methodNotSupported(
                "%s is not supported for %s; use %s.".formatted(method, printable(path), allow), allow);
    }

    private static Set<String> methodsOf(String path, Exchange exchange) {
        PlatformHttpComponent component = exchange.getContext()
                .getComponent(PlatformHttpConstants.PLATFORM_HTTP_COMPONENT_NAME, PlatformHttpComponent.class);
        Set<String> methods = new TreeSet<>();
        for (HttpEndpointModel served : component.getHttpEndpoints()) {
            if (served.getVerbs() != null && serves(served, path)) {
                methods.addAll(Set.of(served.getVerbs().split(",")));
            }
        }
        return methods;
    }

    private static boolean serves(HttpEndpointModel served, String path) {
        return path.equals(served.getUri())
                || (served.getConsumer() != null
                        && served.getConsumer().getEndpoint() instanceof PlatformHttpEndpoint endpoint
                        && endpoint.isMatchOnUriPrefix()
                        && path.startsWith(served.getUri()));
    }

    private static String printable(String path) {
        return path.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
