package io.camelid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Gateway;
import io.camelid.StubProvider;
import io.camelid.StubProvider.Connection;
import io.camelid.StubProvider.Request;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many callers at once, each with a key of its own or none: nobody ever pays for another. */
class KeysTest {

    private static final int CALLS = 600;

    private static final String DATA = "X-LlamaStack-Provider-Data";

    /**
     * A provider of the gateway's.
     *
     * @param configured the operator's key; empty where there is none
     * @param requestFirst whether a caller's key wins over it
     */
    private record Entry(
            String id, String type, String path, String configured, String data, boolean requestFirst, String wire) {

        /** The key that a call must go out with; empty for one that must not. */
        String expected(String sent) {
            String first = requestFirst ? sent : configured;
            return first.isEmpty() ? (requestFirst ? configured : sent) : first;
        }

        String header() {
            return switch (wire) {
                case "anthropic" -> "x-api-key";
                case "gemini" -> "x-goog-api-key";
                default -> "authorization";
            };
        }
    }

    private static final List<Entry> ENTRIES = List.of(
            new Entry("openai", "remote::openai", "/v1", "operators-1", "openai_api_key", true, "openai"),
            new Entry("groq", "remote::groq", "/openai/v1", "", "groq_api_key", true, "openai"),
            new Entry("together", "remote::together", "/v1", "operators-3", "together_api_key", false, "openai"),
            new Entry("fireworks", "remote::fireworks", "/inference/v1", "", "fireworks_api_key", false, "openai"),
            new Entry(
                    "together-compat",
                    "remote::together-openai-compat",
                    "/v1",
                    "operators-5",
                    "together_api_key",
                    true,
                    "openai"),
            new Entry("claude", "remote::anthropic", "/v1", "operators-6", "anthropic_api_key", true, "anthropic"),
            new Entry("gemini", "remote::gemini", "/v1beta", "operators-7", "gemini_api_key", true, "gemini"),
            new Entry(
                    "stack", "remote::passthrough", "/v1", "operators-8", "passthrough_api_key", false, "llama-stack"),
            new Entry("compat", "remote::openai-compat", "/v1", "operators-9", "compat_api_key", true, "openai"));

    /** One of the calls; {@code sent} is its own key, empty for none. */
    private record Call(String id, Entry entry, boolean stream, String sent) {

        static Call of(int number) {
            Entry entry = ENTRIES.get(number % ENTRIES.size());
            int round = number / ENTRIES.size();
            return new Call("call-" + number, entry, round % 2 == 0, round % 3 == 0 ? "" : "callers-" + number);
        }

        boolean isRefused() {
            return entry.expected(sent).isEmpty();
        }
    }

    @Test
    void everyCallCarriesItsOwnKeyOrTheOperators() throws Exception {
        try (StubProvider stub = new StubProvider(KeysTest::answer);
                Gateway gateway = Gateway.start(providers(stub), Map.of());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Call, Future<HttpResponse<String>>> answers = new HashMap<>();
            for (int i = 0; i < CALLS; i++) {
                Call call = Call.of(i);
                answers.put(call, callers.submit(() -> ask(gateway, call)));
            }
            for (Map.Entry<Call, Future<HttpResponse<String>>> it : answers.entrySet()) {
                answered(it.getKey(), it.getValue().get());
            }
            Map<String, Request> seen = new HashMap<>();
            stub.requests()
                    .forEach(it -> assertThat(seen.put(it.headers().get("x-request-id"), it))
                            .isNull());
            answers.keySet().forEach(it -> asked(it, seen.get(it.id())));
        }
    }

    private static String providers(StubProvider stub) {
        var list = Json.MAPPER.createArrayNode();
        for (Entry it : ENTRIES) {
            ObjectNode entry = list.addObject().put("provider_id", it.id()).put("provider_type", it.type());
            ObjectNode config = entry.putObject("config");
            config.put("url", stub.baseUrl().replace("/v1", "") + it.path());
            if (!it.configured().isEmpty()) {
                config.put("api_key", it.configured());
            }
        }
        return "{\"providers\":{\"inference\":%s}}".formatted(list);
    }

    private static HttpResponse<String> ask(Gateway gateway, Call call) {
        String data = call.sent().isEmpty()
                ? "{}"
                // keys of other providers are in it too, as a program that uses several would send them
                : "{\"%s\":\"%s\",\"nvidia_api_key\":\"wrong\"}"
                        .formatted(call.entry().data(), call.sent());
        return gateway.post(
                "/v1/chat/completions",
                Client.chat(call.entry().id() + "/m", "\"stream\":" + call.stream()),
                "x-request-id",
                call.id(),
                DATA,
                data);
    }

    private static void answered(Call call, HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("x-request-id")).contains(call.id());
        if (call.isRefused()) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body())
                    .contains("config.api_key")
                    .contains(call.entry().data());
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("for " + call.id() + ".");
        }
    }

    private static void asked(Call call, @Nullable Request request) {
        if (call.isRefused()) {
            assertThat(request).isNull();
        } else {
            asked(call, Objects.requireNonNull(request, call.id()).headers());
        }
    }

    private static void asked(Call call, Map<String, String> headers) {
        String prefix = call.entry().header().equals("authorization") ? "Bearer " : "";
        assertThat(headers)
                .containsEntry(call.entry().header(), prefix + call.entry().expected(call.sent()));
        String others = headers.toString().replace(call.entry().expected(call.sent()) + ",", "");
        assertThat(others).doesNotContain("callers-").doesNotContain("operators-");
        // another Llama Stack is to have the keys of the providers behind it
        assertThat(others.contains("wrong"))
                .isEqualTo(call.entry().wire().equals("llama-stack")
                        && !call.sent().isEmpty());
        assertThat(List.of("authorization", "x-api-key", "x-goog-api-key").stream()
                        .filter(headers::containsKey))
                .hasSize(1);
    }

    /** Takes its time, so that calls overlap, and says for whom the answer is. */
    private static void answer(Request request, Connection connection) throws IOException, InterruptedException {
        Entry entry = ENTRIES.stream()
                .filter(it -> request.path().startsWith(it.path() + "/")
                        && request.headers().containsKey(it.header()))
                .filter(it -> !request.path().contains("/inference/chat-completion")
                        || it.wire().equals("llama-stack"))
                .findFirst()
                .orElseThrow();
        Wire wire = wire(entry);
        String path = request.path().substring(entry.path().length());
        var body = Data.json(request.text());
        Reply reply =
                new Reply("", List.of("for " + request.headers().get("x-request-id") + "."), List.of(), Reply.End.STOP);
        Thread.sleep(ThreadLocalRandom.current().nextInt(30));
        if (wire.asked(path, body).stream()) {
            connection.beginStream();
            for (String event : wire.stream(path, body, reply)) {
                connection.send(event);
                Thread.sleep(ThreadLocalRandom.current().nextInt(5));
            }
            connection.endStream();
        } else {
            connection.json(200, wire.whole(path, body, reply));
        }
    }

    private static Wire wire(Entry entry) {
        return switch (entry.wire()) {
            case "anthropic" -> new AnthropicMessages();
            case "gemini" -> new GeminiContent();
            case "llama-stack" -> new LlamaStackInference();
            default -> new OpenAiWire(Json.MAPPER.createObjectNode());
        };
    }
}
