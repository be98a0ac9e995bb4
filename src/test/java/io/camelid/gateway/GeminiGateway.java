package io.camelid.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A gateway in front of a stub of the native Gemini API, which serves model {@code flash}. */
final class GeminiGateway implements AutoCloseable {

    private static final String CHAT = "/v1/chat/completions";

    private final GeminiStub answers = new GeminiStub();
    private final StubProvider stub = new StubProvider(answers);
    private final Gateway gateway = another("api_key: %s,".formatted(GeminiStub.KEY), Map.of());

    /** A second one in front of the same stub. */
    Gateway another(String key, Map<String, String> settings) {
        return Gateway.start("""
                providers:
                  inference:
                  - {provider_id: gemini, provider_type: "remote::gemini", config: {%s base_url: "%s"}}
                models:
                - {model_id: flash, provider_id: gemini, provider_model_id: gemini-3-flash-preview}
                """.formatted(key, stub.baseUrl().replace("/v1", "")), settings);
    }

    /** How the provider answers from now on. */
    GeminiStub provider() {
        return answers;
    }

    /** What the provider was asked last. */
    StubProvider.Request last() {
        return stub.last();
    }

    JsonNode sent() {
        return Sse.json(last().text());
    }

    /** Asks for a chat completion with these fields, each followed by a comma. */
    HttpResponse<String> chat(String fields) {
        return post(request(fields));
    }

    HttpResponse<String> post(String request) {
        return gateway.post(CHAT, request);
    }

    HttpResponse<String> post(String path, String request) {
        return gateway.post(path, request);
    }

    static String request(String fields) {
        return "{" + fields + "\"model\":\"flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    static List<JsonNode> chunks(HttpResponse<String> got) {
        return got.body()
                .lines()
                .filter(it -> it.startsWith("data: {"))
                .map(it -> Sse.json(it.substring(6)))
                .toList();
    }

    static JsonNode json(HttpResponse<String> got) {
        return Sse.json(got.body());
    }

    @Override
    public void close() {
        gateway.close();
        stub.close();
    }
}
