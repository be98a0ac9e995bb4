package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.dialect.openai.OpenAiSchema;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who serves what, as both dialects' clients read it. */
class ModelsTest {

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: one, provider_type: "remote::openai-compat", config: {base_url: "http://127.0.0.1:1/v1"}}
                  - {provider_id: two, provider_type: "remote::ollama", config: {url: "http://127.0.0.1:1"}}
                models:
                - {model_id: plain, provider_id: one}
                - {model_id: meta-llama/Llama-3.3-70B, provider_id: one, provider_model_id: llama, metadata: {note: "hi", n: 1}}
                - {model_id: "llama3.2:3b", provider_id: two}
                - {model_id: "odd name+x", provider_id: one}
                - {model_id: vectors, provider_id: two, provider_model_id: nomic, model_type: embedding, metadata: {embedding_dimension: 768}}
                """, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/openai/v1/models", "/v1/models/", "/v1/models?limit=1"})
    void theListHasEveryModelInTheOrderOfTheFile(String path) {
        JsonNode list = OpenAiSchema.MODELS.validText(ok(gateway.get(path)));

        List<String> ids = new ArrayList<>();
        list.path("data").forEach(it -> ids.add(it.path("id").textValue()));
        assertThat(ids).containsExactly("plain", "meta-llama/Llama-3.3-70B", "llama3.2:3b", "odd name+x", "vectors");
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "meta-llama/Llama-3.3-70B, meta-llama/Llama-3.3-70B",
        "meta-llama%2FLlama-3.3-70B, meta-llama/Llama-3.3-70B",
        "meta-llama%2fLlama-3%2E3-70B, meta-llama/Llama-3.3-70B",
        "llama3.2:3b, llama3.2:3b",
        "llama3.2%3A3b, llama3.2:3b",
        "odd%20name+x, odd name+x",
        "odd%20name%2Bx, odd name+x"
    })
    void aModelIsFoundHoweverItsIdIsWritten(String path, String id) {
        for (String base : List.of("/v1/models/", "/v1/openai/v1/models/")) {
            JsonNode model = OpenAiSchema.MODEL.validText(ok(gateway.get(base + path)));

            assertThat(model.path("id").textValue()).isEqualTo(id);
        }
    }

    @Test
    void oneObjectServesBothDialects() {
        JsonNode model = OpenAiSchema.MODEL.validText(ok(gateway.get("/v1/models/meta-llama/Llama-3.3-70B")));

        assertThat(model.path("created").longValue()).isGreaterThan(1_700_000_000L);
        assertThat(model.toString())
                .isEqualTo(
                        ("{\"id\":\"meta-llama/Llama-3.3-70B\",\"object\":\"model\",\"created\":%d,\"owned_by\":\"one\","
                                        + "\"identifier\":\"meta-llama/Llama-3.3-70B\",\"provider_id\":\"one\","
                                        + "\"provider_resource_id\":\"llama\",\"model_type\":\"llm\","
                                        + "\"metadata\":{\"note\":\"hi\",\"n\":1},\"type\":\"model\"}")
                                .formatted(model.path("created").longValue()));
        JsonNode vectors = Sse.json(gateway.get("/v1/models/vectors").body());
        assertThat(vectors.path("model_type").textValue()).isEqualTo("embedding");
        assertThat(vectors.at("/metadata/embedding_dimension").intValue()).isEqualTo(768);
    }

    @Test
    void theListSaysWhatEachModelSays() {
        for (JsonNode model : Sse.json(gateway.get("/v1/models").body()).path("data")) {
            String id = model.path("id").textValue().replace(" ", "%20");
            assertThat(Sse.json(gateway.get("/v1/models/" + id).body())).isEqualTo(model);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "plain/", "plain/x", "Plain", "meta-llama", "..%2Fplain", "%00", "pl%C3%A4in"})
    void anIdNobodyServesIsRefused(String id) {
        for (String base : List.of("/v1/models/", "/v1/openai/v1/models/")) {
            OpenAiError.of(gateway.get(base + id))
                    .is(404, "invalid_request_error", "model_not_found")
                    .blames("model");
        }
    }

    private static String ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        return answer.body();
    }
}
