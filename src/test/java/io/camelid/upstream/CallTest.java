package io.camelid.upstream;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.ScriptedProvider;
import io.camelid.edge.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that runs out of memory on the event loop tells who waits for it, and gives its connection back. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallTest {

    private static final OutOfMemoryError NONE = new OutOfMemoryError("injected");

    private final ScriptedProvider provider = new ScriptedProvider();
    private final EventLoops loops = new EventLoops(Vertx.vertx());
    private final HttpClient client =
            loops.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(0));

    @AfterEach
    void stop() {
        provider.close();
        loops.stop();
    }

    @Test
    void beforeThereIsAConnection() {
        HttpClient none = failing(HttpClient.class, client, "request");

        assertThatThrownBy(() -> call(none).await()).isSameAs(NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection", "response", "end"})
    void onceThereIsOne(String step) throws Exception {
        provider.answersJson(200, "{}");
        HttpClient broken = (HttpClient) Proxy.newProxyInstance(
                HttpClient.class.getClassLoader(), new Class<?>[] {HttpClient.class}, (proxy, method, args) -> {
                    Future<HttpClientRequest> begun = client.request((RequestOptions) args[0]);
                    return begun.map(it -> failing(HttpClientRequest.class, it, step));
                });

        assertThatThrownBy(() -> call(broken).await()).isSameAs(NONE);

        // there is but one connection
        try (ResponseBody body = call(client).await().body()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("{}");
        }
    }

    private Call call(HttpClient by) {
        URI to = URI.create(provider.stub().baseUrl());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(to.getHost())
                .setPort(to.getPort())
                .setURI("/");
        UpstreamClient.Clients clients = new UpstreamClient.Clients(by, by);
        return new Call(clients, new ActiveCalls(MINUTES.toMillis(1)), loops.next(), options, null);
    }

    private static <T> T failing(Class<T> type, T real, String step) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals(step)) {
                throw NONE;
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }
}
