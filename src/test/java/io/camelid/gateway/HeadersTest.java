package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.camelid.Gateway;
import io.camelid.ScriptedProvider;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What of a client's headers reaches a provider, what of a provider's reaches the client, and where keys stay. */
class HeadersTest {

    /** All a provider ever gets. */
    private static final Set<String> ALLOWED = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "accept",
            "user-agent",
            "authorization",
            "x-request-id",
            // the transport's own: it says what it can unpack, and upgrades to nothing
            "accept-encoding");

    private static final String DATA = "X-LlamaStack-Provider-Data";

    private static final ScriptedProvider PROVIDER = new ScriptedProvider();
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(
                """
                providers:
                  inference:
                  - {provider_id: stub, provider_type: "remote::openai-compat", config: {base_url: "%s"}}
                  - {provider_id: own, provider_type: "remote::openai", config: {base_url: "%s", api_key: "secret-of-the-operator", headers: {x-tenant: "secret-of-the-tenant"}}}
                models:
                - {model_id: gpt-x, provider_id: stub, provider_model_id: stub-model}
                - {model_id: gpt-own, provider_id: own}
                """.formatted(PROVIDER.stub().baseUrl(), PROVIDER.stub().baseUrl()), Map.of());
    }

    @BeforeEach
    void answer() {
        PROVIDER.answersJson(200, "{\"choices\":[]}");
        PROVIDER.stub().requests().clear();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer client-key",
                "Cookie: session=1",
                "CamelHttpUri: http://127.0.0.1:1/stolen",
                "camelhttpuri: http://127.0.0.1:1/stolen",
                "CamelHttpPath: /stolen",
                "camelhttppath: /stolen",
                "CamelHttpQuery: stolen=1",
                "CamelHttpMethod: DELETE",
                "CamelHttpResponseCode: 500",
                "CamelFileName: stolen",
                "camelidProvider: stolen",
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-Host: stolen",
                "Forwarded: for=10.0.0.1",
                "X-Real-IP: 10.0.0.1",
                "OpenAI-Organization: org-1",
                "x-api-key: client-key",
                "x-stainless-lang: java",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "Accept-Language: de",
                "Accept-Encoding: br",
                "Range: bytes=0-1",
                "If-None-Match: x",
                "Content-Encoding: identity",
                "Content-Language: de",
                "x-camelid-provider: stolen",
                "Referer: http://stolen",
                "Origin: http://stolen",
                "TE: trailers",
                "X-LlamaStack-Client-Version: 0.2.0",
                "X-HTTP-Method-Override: DELETE",
                "Proxy-Authorization: Basic x"
            })
    void noOtherHeaderOfAClientsReachesAProvider(String header) {
        String[] parts = header.split(": ", 2);
        HttpResponse<String> answer = gateway.post(Chat.PATH, Chat.request(false), parts[0], parts[1]);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(PROVIDER.stub().requests()).hasSize(1);
        assertThat(ALLOWED).containsAll(PROVIDER.stub().last().headers().keySet());
        assertThat(PROVIDER.stub().last().headers()).doesNotContainKey("authorization");
        assertThat(PROVIDER.stub().last().headers().values()).doesNotContain(parts[1]);
        assertThat(PROVIDER.stub().last().path()).isEqualTo("/v1/chat/completions");
        assertThat(PROVIDER.stub().last().method()).isEqualTo("POST");
    }

    @Test
    void aQueryIsNoWayInEither() {
        String query = "?CamelHttpUri=http%3A%2F%2F127.0.0.1%3A1%2Fstolen&camelhttppath=%2Fstolen&CamelHttpQuery=a%3Db"
                + "&Authorization=Bearer%20stolen&x-request-id=from-the-query&accept=stolen&User-Agent=stolen"
                + "&CamelHttpMethod=DELETE&content-type=text%2Fplain&x=y";

        HttpResponse<String> answer = gateway.post(Chat.PATH + query, Chat.request(false));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ALLOWED).containsAll(PROVIDER.stub().last().headers().keySet());
        assertThat(PROVIDER.stub().last().headers().toString()).doesNotContain("stolen");
        assertThat(answer.headers().firstValue("x-request-id"))
                .isPresent()
                .get()
                .isNotEqualTo("from-the-query");
        assertThat(PROVIDER.stub().last().path()).isEqualTo("/v1/chat/completions");
        assertThat(PROVIDER.stub().last().method()).isEqualTo("POST");
    }

    @Test
    void aQueryIsNoWayToAKey() {
        gateway.post(
                Chat.PATH + "?x-llamastack-provider-data=%7B%22openai_api_key%22:%22stolen%22%7D",
                Chat.request("gpt-own", false));

        assertThat(PROVIDER.stub().last().headers()).containsEntry("authorization", "Bearer secret-of-the-operator");
    }

    @Test
    void theContractsHeadersReachAProvider() {
        HttpRequest.Builder request = gateway.request(Chat.PATH)
                .header("content-type", "application/json; charset=utf-8")
                .header("accept", "application/json")
                .header("user-agent", "OpenAI/Python 9.9")
                .header("x-request-id", "abc-1")
                .POST(BodyPublishers.ofString(Chat.request(false)));

        gateway.send(request);

        assertThat(PROVIDER.stub().last().headers())
                .containsEntry("accept", "application/json")
                .containsEntry("user-agent", "OpenAI/Python 9.9")
                .containsEntry("x-request-id", "abc-1")
                .hasEntrySatisfying("content-type", it -> assertThat(it).startsWith("application/json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "req_1234", "00-0af7-b7-01", "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"})
    void aSaneRequestIdIsEchoedAndSentOn(String id) {
        HttpResponse<String> answer = gateway.post(Chat.PATH, Chat.request(false), "x-request-id", id);

        assertThat(answer.headers().allValues("x-request-id")).containsExactly(id);
        assertThat(PROVIDER.stub().last().headers()).containsEntry("x-request-id", id);
    }

    @Test
    void aRequestIdOfTheGreatestLengthIsEchoed() {
        String id = "x".repeat(128);

        assertThat(gateway.post(Chat.PATH, Chat.request(false), "x-request-id", id)
                        .headers()
                        .allValues("x-request-id"))
                .containsExactly(id);
    }

    @Test
    void anotherRequestIdIsReplaced() {
        for (String id : List.of("two words", "x".repeat(129), "", "tab\there", "é")) {
            String told = gateway.post(Chat.PATH, Chat.request(false), "x-request-id", id)
                    .headers()
                    .firstValue("x-request-id")
                    .orElseThrow();

            assertThat(told).as(id).isNotEqualTo(id).matches("[!-~]{1,128}");
            assertThat(PROVIDER.stub().last().headers()).containsEntry("x-request-id", told);
        }
        assertThat(gateway.post(Chat.PATH, Chat.request(false)).headers().firstValue("x-request-id"))
                .isPresent();
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() {
        List<String> ids = IntStream.range(0, 50)
                .mapToObj(it -> gateway.get("/v1/models")
                        .headers()
                        .firstValue("x-request-id")
                        .orElseThrow())
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void noHeaderOfCamelsReachesTheClient() {
        PROVIDER.answersJson(
                200, "{\"choices\":[]}", "CamelHttpResponseCode", "500", "server", "theirs", "x-theirs", "1");

        HttpResponse<String> answer = gateway.post(Chat.PATH, Chat.request(false), "x-mine", "1", "breadcrumbId", "1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet())
                .isSubsetOf(
                        "content-type",
                        "content-length",
                        "transfer-encoding",
                        "x-request-id",
                        "x-camelid-provider",
                        "x-camelid-upstream-model");
    }

    @Test
    void theOperatorsKeyGoesToItsProviderAlone() {
        gateway.post(Chat.PATH, Chat.request("gpt-own", false), "Authorization", "Bearer of-the-client");
        assertThat(PROVIDER.stub().last().headers()).containsEntry("authorization", "Bearer secret-of-the-operator");

        gateway.post(Chat.PATH, Chat.request("gpt-own", false), DATA, "{\"openai_api_key\":\"secret-of-the-caller\"}");
        assertThat(PROVIDER.stub().last().headers()).containsEntry("authorization", "Bearer secret-of-the-caller");

        gateway.post(Chat.PATH, Chat.request("gpt-x", false), DATA, "{\"openai_api_key\":\"secret-of-the-caller\"}");
        assertThat(PROVIDER.stub().last().headers()).doesNotContainKey("authorization");
        assertThat(PROVIDER.stub().last().headers()).doesNotContainKey(DATA.toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void aProviderThatRepeatsAKeyIsNotRepeated() {
        for (int status : List.of(401, 500)) {
            PROVIDER.answers((request, connection) -> connection.json(
                    status,
                    "{\"error\":{\"message\":\"Incorrect API key: %s\",\"type\":\"t\",\"param\":null,\"code\":null}}"
                            .formatted(request.headers().get("authorization"))));

            OpenAiError error = OpenAiError.of(gateway.post(Chat.PATH, Chat.request("gpt-own", false)));

            assertThat(error.message()).isEqualTo("Incorrect API key: Bearer ***");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKeyIsNotRepeatedUnderAGoodStatusEither(boolean stream) {
        String error = "{\"error\":{\"message\":\"Incorrect: secret\\u002dof-the-operator of %s\"}}";
        for (String path : List.of(Chat.PATH, "/v1/inference/chat-completion")) {
            for (String head : stream ? List.of("", "data: " + Chat.HELLO + "\n\n") : List.of("")) {
                PROVIDER.answers((request, connection) -> {
                    String told = error.formatted(request.headers().get("x-tenant"));
                    if (stream) {
                        connection.beginStream();
                        connection.send(head + "data: " + told + "\n\n");
                        connection.endStream();
                    } else {
                        connection.json(200, told);
                    }
                });

                String answer = gateway.post(path, request(path, stream)).body();

                assertThat(answer).contains("Incorrect: *** of ***").doesNotContain("secret");
            }
        }
    }

    private static String request(String path, boolean stream) {
        return path.equals(Chat.PATH)
                ? Chat.request("gpt-own", stream)
                : "{\"model_id\":\"gpt-own\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                        .formatted(stream);
    }

    @Test
    void aRateLimitThatRepeatsAKeyIsNotRepeated() {
        PROVIDER.answers((request, connection) ->
                connection.json(200, "{\"choices\":[]}", "x-ratelimit-limit-requests", "secret-of-the-operator"));

        assertThat(gateway.post(Chat.PATH, Chat.request("gpt-own", false))
                        .headers()
                        .firstValue("x-ratelimit-limit-requests"))
                .hasValue("***");
    }

    @Test
    void providerDataThatIsNoObjectIsRefusedWithoutRepeatingIt() {
        for (String data : List.of(
                "secret-of-the-caller",
                "{\"openai_api_key\":\"secret-of-the-caller\"",
                "[\"secret-of-the-caller\"]",
                "{\"stub_api_key\":{\"k\":\"secret-of-the-caller\"}}")) {
            OpenAiError error = OpenAiError.of(gateway.post(Chat.PATH, Chat.request(false), DATA, data))
                    .is(400, "invalid_request_error", null)
                    .blames(DATA);
            assertThat(error.message()).doesNotContain("secret");
        }
    }

    @Test
    void eachOfManyRequestsAtOnceCarriesItsOwnKey() {
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 200)
                .mapToObj(it -> CompletableFuture.supplyAsync(() -> gateway.post(
                        Chat.PATH,
                        Chat.request("gpt-own", false),
                        "x-request-id",
                        "call-" + it,
                        DATA,
                        "{\"openai_api_key\":\"key-" + it + "\"}")))
                .toList();
        calls.forEach(it -> assertThat(it.join().statusCode()).isEqualTo(200));

        assertThat(PROVIDER.stub().requests())
                .hasSize(200)
                .allSatisfy(it -> assertThat(it.headers().get("authorization"))
                        .isEqualTo("Bearer " + it.headers().get("x-request-id").replace("call-", "key-")));
    }

    @Test
    void noKeyIsEverLoggedOrTold() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.INFO);
        ((Logger) LoggerFactory.getLogger("io.camelid")).setLevel(Level.TRACE);
        ((Logger) LoggerFactory.getLogger("org.apache.camel")).setLevel(Level.WARN);
        try {
            for (int status : List.of(200, 400, 401, 500, 302)) {
                PROVIDER.answersJson(status, "{\"choices\":[]}");
                untold(gateway.post(
                        Chat.PATH, Chat.request("gpt-own", false), "Authorization", "Bearer secret-of-the-client"));
                untold(gateway.post(
                        Chat.PATH,
                        Chat.request("gpt-own", true),
                        DATA,
                        "{\"openai_api_key\":\"secret-of-the-caller\"}"));
            }
            PROVIDER.answers((request, connection) -> connection.reset());
            untold(gateway.post(Chat.PATH, Chat.request("gpt-own", false)));
            untold(gateway.post(
                    Chat.PATH, Chat.request("nobody", false), "Authorization", "Bearer secret-of-the-client"));
            untold(gateway.get("/v1/models"));
            untold(gateway.get("/v1/nowhere"));
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
            ((Logger) LoggerFactory.getLogger("io.camelid")).setLevel(null);
            ((Logger) LoggerFactory.getLogger("org.apache.camel")).setLevel(null);
        }
        assertThat(log.list)
                .as("the log was read")
                .anySatisfy(it -> assertThat(it.getLoggerName()).isEqualTo("io.camelid.requests"))
                .allSatisfy(it -> assertThat(told(it)).doesNotContain("secret-of"));
    }

    private static String told(ILoggingEvent event) {
        String cause = event.getThrowableProxy() == null
                ? ""
                : ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getFormattedMessage() + event.getMDCPropertyMap() + cause;
    }

    private static void untold(HttpResponse<String> answer) {
        assertThat(answer.body() + answer.headers().map()).doesNotContain("secret-of");
    }
}
