package io.camelid;

import io.camelid.edge.EdgeServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The gateway as shipped, on a free port, with providers of a test's own. */
public final class Gateway implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Main main = new Main();
    private final Path providers;

    private Gateway(Path providers) {
        this.providers = providers;
    }

    /** A provider of OpenAI's dialect named {@code stub}, which serves model {@code gpt-x} as {@code stub-model}. */
    public static Gateway before(StubProvider stub) {
        return before(stub, Map.of());
    }

    /** The same with settings beside the shipped ones. */
    public static Gateway before(StubProvider stub, Map<String, String> settings) {
        return start("""
                providers:
                  inference:
                  - {provider_id: stub, provider_type: "remote::openai-compat", config: {base_url: "%s"}}
                models:
                - {model_id: gpt-x, provider_id: stub, provider_model_id: stub-model}
                """.formatted(stub.baseUrl()), settings);
    }

    /** A provider that speaks both: {@code gpt-x} is passed on to it, {@code llama-x} is translated to Llama Stack's format. */
    public static Gateway beforeBothDialects(StubProvider stub, Map<String, String> settings) {
        return start("""
                providers:
                  inference:
                  - {provider_id: stub, provider_type: "remote::openai-compat", config: {base_url: "%s"}}
                  - {provider_id: stack, provider_type: "remote::llama-stack", config: {url: "%s"}}
                models:
                - {model_id: gpt-x, provider_id: stub}
                - {model_id: llama-x, provider_id: stack}
                """.formatted(stub.baseUrl(), stub.baseUrl()), settings);
    }

    /** With a providers file and settings beside the shipped ones. */
    public static Gateway start(String providersYaml, Map<String, String> settings) {
        try {
            Path file = Files.createTempFile("providers", ".yaml");
            Files.writeString(file, providersYaml);
            Gateway gateway = new Gateway(file);
            gateway.run(settings);
            return gateway;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void run(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "camel.server.port", "0",
                "camel.management.enabled", "false",
                "camel.metrics.enabled", "false",
                "camel.main.shutdownTimeout", "5",
                "camelid.providers", providers.toString()));
        all.putAll(settings);
        main.setOverrideProperties(all);
        main.start();
    }

    public CamelContext camel() {
        return main.getCamelContext();
    }

    public Path providersFile() {
        return providers;
    }

    public int port() {
        EdgeServer server = camel().hasService(EdgeServer.class);
        if (server == null) {
            throw new IllegalStateException("no server");
        }
        return server.getPort();
    }

    /** The base URL a client is given. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, String json, String... headers) {
        HttpRequest.Builder request = request(path).header("content-type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        main.stop();
        try {
            Files.deleteIfExists(providers);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
